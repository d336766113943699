import Cooperation
import DigestEngine

/// A world drawn from a seed: a broker, workers that crash and change places, clocks that jump, and records.
struct Simulation {
    var random: SeededGenerator
    let configuration: SimulatedConfiguration
    var broker: FakeBroker
    var workers: [SimulatedWorker] = []
    /// Which worker owns each partition.
    var owners: [Int]
    var now: Instant
    var closings: [Closing] = []
    let sabotage: Sabotage?
    private var eventCount = 0

    init(seed: UInt64, sabotage: Sabotage? = nil) {
        random = SeededGenerator(seed: seed)
        configuration = SimulatedConfiguration(&random)
        broker = FakeBroker(partitions: configuration.partitions)
        self.sabotage = sabotage
        now = at(2019, random.pick([1, 3, 10]), 25).adding(seconds: random.number(0...864_000))
        owners = Array(repeating: 0, count: configuration.partitions)
        let count = Int(random.number(1...3))
        workers = (0..<count).map { _ in freshWorker() }
        for partition in owners.indices { assign(partition, to: Int(random.number(0...Int64(count - 1)))) }
    }

    /// Runs a random schedule, then lets everything settle.
    mutating func run(steps: Int) {
        for _ in 0..<steps { step() }
        settle()
        closings += workers.flatMap(\.closings)
    }

    private mutating func step() {
        let worker = Int(random.number(0...Int64(workers.count - 1)))
        switch random.number(0...99) {
        case 0..<20: produce()
        case 20..<30: now = now.adding(seconds: random.pick([1, 60, 3_600, 20_000, 90_000, 700_000]))
        case 30..<50: tick(worker)
        case 50..<70: read(worker, atMost: random.number(1...8))
        case 70..<80: answerSample(worker)
        case 80..<93: write(worker)
        case 93..<95: workers[worker].skewSeconds = random.pick([0, 0, -90_000, -600, 600, 90_000])
        case 95..<97: crash(worker)
        default: rebalance()
        }
    }

    /// Everything works, time passes, and one last piece of news reaches every audience.
    private mutating func settle() {
        for worker in workers.indices { workers[worker].skewSeconds = 0 }
        produceLast()
        now = now.adding(seconds: 70 * 86_400)
        _ = isQuiet()  // reads what a tick can then find due
        while !isQuiet() {}
    }

    /// Does one round of everything; true when nothing was left to do.
    private mutating func isQuiet() -> Bool {
        let before = broker.digests.count
        for worker in workers.indices {
            tick(worker)
            read(worker, atMost: .max)
            while !workers[worker].samplesAsked.isEmpty { answerSample(worker, mayFail: false) }
            while !workers[worker].jobs.isEmpty { write(worker, mayFail: false) }
        }
        return broker.digests.count == before
    }

    private func freshWorker() -> SimulatedWorker {
        var settings = configuration.settings
        if sabotage == .keepsSilent { settings.announces = false }
        return SimulatedWorker(subscriptions: configuration.subscriptions, settings: settings)
    }
}

// MARK: What happens to the topics

extension Simulation {
    private mutating func produce() {
        for _ in 0..<random.number(1...3) {
            let audience = random.pick(configuration.audiences)
            let partition = configuration.partition(of: audience)
            if random.oneIn(4) { broker.appendMarker(to: partition) }
            if random.oneIn(8), let earlier = broker.notices[partition].last(where: { $0.audience == audience }) {
                append(earlier.event, audience, urgent: earlier.isUrgent)
            } else {
                append(newEvent(), audience, urgent: random.oneIn(4))
            }
        }
    }

    private mutating func produceLast() {
        for audience in configuration.audiences {
            append(Make.event("last", "last", .confirmed), audience, urgent: true)
        }
    }

    private mutating func append(_ event: CooperationEvent, _ audience: String, urgent: Bool) {
        let partition = configuration.partition(of: audience)
        let late = random.oneIn(10) ? -random.number(0...100_000) : 0
        broker.append(event, to: partition, audience: audience, at: now.adding(seconds: late), urgent: urgent)
        now = now.adding(seconds: random.number(0...3))
    }

    private mutating func newEvent() -> CooperationEvent {
        eventCount += 1
        let subject = "subject-\(random.number(0...4))"
        return Make.event(
            "event-\(eventCount)", subject, random.pick(Action.allCases), starts: march(Int(random.number(1...3)))
        )
    }
}

// MARK: What happens to the workers

extension Simulation {
    private mutating func tick(_ worker: Int) {
        let skew = workers[worker].skewSeconds
        workers[worker].tick(now.adding(seconds: skew))
        if sabotage == .hurries { workers[worker].feed(.tick(now.adding(seconds: skew + 4_000_000))) }
    }

    private mutating func read(_ worker: Int, atMost count: Int64) {
        for partition in workers[worker].readPositions.keys.sorted() {
            var left = count
            while left > 0, let position = workers[worker].readPositions[partition] {
                left -= 1
                guard let notice = broker.record(Int(partition), from: position) else {
                    workers[worker].readPositions[partition] = broker.ends[Int(partition)]
                    workers[worker].feed(.passed(partition: partition, position: broker.ends[Int(partition)]))
                    break
                }
                workers[worker].readPositions[partition] = notice.offset + 1
                if sabotage == .losesNotices && random.oneIn(20) { continue }
                workers[worker].feed(.notice(partition: partition, notice))
            }
        }
    }

    private mutating func answerSample(_ worker: Int, mayFail: Bool = true) {
        guard !workers[worker].samplesAsked.isEmpty else { return }
        let partition = workers[worker].samplesAsked.removeFirst()
        if mayFail && random.oneIn(5) { return }
        let end = broker.ends[Int(partition)]
        let clock = now.adding(seconds: workers[worker].skewSeconds)
        workers[worker].samples[partition, default: []].append(EndReading(end: end, clock: clock))
        let told = sabotage == .samplesShort ? max(0, end - 2) : end
        let stamp = sabotage == .samplesEarly ? clock.adding(seconds: 400_000) : clock
        workers[worker].feed(.endSampled(partition: partition, end: told, at: stamp))
    }

    private mutating func crash(_ worker: Int) {
        closings += workers[worker].closings
        workers[worker] = freshWorker()
        for partition in owners.indices where owners[partition] == worker {
            assign(partition, to: Int(random.number(0...Int64(workers.count - 1))))
        }
    }

    private mutating func rebalance() {
        let partition = Int(random.number(0...Int64(owners.count - 1)))
        workers[owners[partition]].revoke(Int32(partition), reportsCommit: random.oneIn(2))
        assign(partition, to: Int(random.number(0...Int64(workers.count - 1))))
    }

    private mutating func assign(_ partition: Int, to worker: Int) {
        owners[partition] = worker
        let cuts = broker.cuts.values.filter { $0.partition == Int32(partition) }
        workers[worker].assign(Int32(partition), cuts: cuts.sorted { $0.subscription < $1.subscription })
    }
}

// MARK: What is written

extension Simulation {
    /// Does the next step of a publication; it may fail, before or after the write took effect.
    private mutating func write(_ worker: Int, mayFail: Bool = true) {
        guard !workers[worker].jobs.isEmpty else { return }
        let place = Int(random.number(0...Int64(workers[worker].jobs.count - 1)))
        var job = workers[worker].jobs.remove(at: place)
        let fails = mayFail && random.oneIn(6)
        if configuration.isExactlyOnce {
            if fails { return fail(job, worker) }
            for write in writes(of: job.publication) { apply(write) }
            return finish(job, worker)
        }
        let writes = writes(of: job.publication)
        if !(fails && random.oneIn(2)) { apply(writes[job.step]) }
        if fails { return fail(job, worker) }
        job.step += 1
        if job.step == writes.count { finish(job, worker) } else { workers[worker].jobs.append(job) }
    }

    private mutating func finish(_ job: WritingJob, _ worker: Int) {
        workers[worker].feed(.committed(job.publication.cut))
    }

    private mutating func fail(_ job: WritingJob, _ worker: Int) {
        workers[worker].feed(.aborted(partition: job.partition, subscription: job.publication.cut.subscription))
    }

    private enum Write {
        case cut(Cut)
        case digest(Digest)
    }

    private func writes(of publication: Publication) -> [Write] {
        let cut = Write.cut(sabotage?.tamper(publication.cut) ?? publication.cut)
        let announcement = publication.announcement.map { [Write.cut($0)] } ?? []
        if sabotage == .writesCutFirst { return announcement + [cut, .digest(publication.digest)] }
        return announcement + [.digest(publication.digest), cut]
    }

    private mutating func apply(_ write: Write) {
        switch write {
        case .cut(let cut): broker.write(cut)
        case .digest(let digest): broker.write(digest)
        }
    }
}
