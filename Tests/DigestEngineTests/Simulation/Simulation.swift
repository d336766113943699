import Cooperation
import DigestEngine
import TestSupport

/// A world drawn from a seed: a broker, workers that crash and change places, clocks that jump, records, and operators
/// with their commands.
struct Simulation {
    var random: SeededGenerator
    let configuration: SimulatedConfiguration
    var broker: FakeBroker
    var workers: [SimulatedWorker] = []
    /// Which worker owns each partition.
    var owners: [Int]
    /// Who lost a partition and has not heard of it: a broker with transactions refuses what they write.
    var zombies: [(worker: Int, partition: Int)] = []
    var now: Instant
    var closings: [Closing] = []
    let sabotage: Sabotage?
    /// Whether publications are compared with what was foreseen.
    private let foresees: Bool
    /// How many were foreseen, and those that were not.
    private(set) var foreseen = 0
    private(set) var unforeseen: [String] = []
    /// An engine that owns nothing yet.
    private let freshEngine: DigestEngine
    private var eventCount = 0

    init(seed: UInt64, sabotage: Sabotage? = nil, isCalm: Bool = false, foresees: Bool = false) {
        random = SeededGenerator(seed: seed)
        configuration = SimulatedConfiguration(&random, isCalm: isCalm)
        var settings = configuration.settings
        if sabotage == .keepsSilent { settings.announces = false }
        freshEngine = DigestEngine(
            subscriptions: configuration.subscriptions, settings: settings)
        broker = FakeBroker(partitions: configuration.partitions)
        self.sabotage = sabotage
        self.foresees = foresees
        now = at(2019, random.pick([1, 3, 10]), 25).adding(seconds: random.number(0...864_000))
        owners = Array(repeating: 0, count: configuration.partitions)
        workers = (0..<3).map { _ in freshWorker() }
        for partition in owners.indices { assign(partition, to: Int(random.number(0...2))) }
    }

    /// Runs a random schedule, then lets everything settle.
    mutating func run(steps: Int) {
        for _ in 0..<steps { step() }
        settle()
        workers.forEach { note($0) }
    }

    private mutating func step() {
        let worker = Int(random.number(0...Int64(workers.count - 1)))
        switch random.number(0...99) {
        case 0..<18: produce()
        case 18..<22: command()
        case 22..<31: now = now.adding(seconds: random.pick([1, 60, 3_600, 20_000, 90_000, 700_000]))
        case 31..<50: tick(worker)
        case 50..<68: read(worker, atMost: random.number(1...8))
        case 68..<78: answerSample(worker)
        case 78..<91: write(worker)
        case 91..<93: skew(worker)
        case 93..<95: crash(worker)
        case 95..<97: loseTouch()
        case 97..<98: wakeZombies()
        default: rebalance()
        }
    }

    /// Everything works, time passes, and one last piece of news reaches every audience.
    private mutating func settle() {
        for worker in workers.indices { workers[worker].skewSeconds = 0 }
        wakeZombies()
        produceLast()
        now = now.adding(seconds: 40 * 86_400)
        comeToRest()
    }

    /// Three quiet rounds are rest: the first may hear of a commit, the second read what the third finds due.
    private mutating func comeToRest() {
        var quietRounds = 0
        while quietRounds < 3 { quietRounds = isQuiet() ? quietRounds + 1 : 0 }
    }

    /// Does one round of everything; true when nothing was published.
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
        let worker = SimulatedWorker(engine: freshEngine)
        worker.foresees = foresees
        return worker
    }

    /// A worker is at its end.
    private mutating func note(_ worker: SimulatedWorker) {
        closings += worker.closings
        foreseen += worker.foreseen
        unforeseen += worker.unforeseen
    }

    /// The clock of a worker is off, by minutes or by more than a day; in a calm world it can only be late.
    private mutating func skew(_ worker: Int) {
        let skew: Int64 = random.pick([0, 0, -90_000, -600, 600, 90_000])
        workers[worker].skewSeconds = configuration.isCalm ? min(0, skew) : skew
    }
}

// MARK: Once it is over

extension Simulation {
    /// What every digest is made with.
    var recipes: [DigestRecipe] { freshEngine.recipes }

    /// The same log told by one worker that never ran before.
    func replayedByOne() -> Simulation {
        var replay = self
        replay.broker.digests = []
        replay.broker.cuts = [:]
        replay.zombies = []
        replay.workers = [freshWorker()]
        for partition in owners.indices { replay.assign(partition, to: 0) }
        replay.comeToRest()
        return replay
    }
}

// MARK: What happens to the topics

extension Simulation {
    private mutating func produce() {
        let burst: Int64 = random.oneIn(12) ? 12 : 3
        for _ in 0..<random.number(1...burst) {
            let audience = random.pick(configuration.audiences)
            let partition = configuration.partition(of: audience)
            if random.oneIn(4) { broker.appendMarker(to: partition) }
            if random.oneIn(8), let earlier = anEarlierNotice(of: audience, in: partition) {
                append(earlier.event, audience, urgent: earlier.isUrgent)
            } else {
                append(newEvent(), audience, urgent: random.oneIn(4))
            }
        }
    }

    /// The last one, or one from long ago.
    private mutating func anEarlierNotice(of audience: String, in partition: Int) -> Notice? {
        let notices = broker.records[partition].compactMap { entry -> Notice? in
            if case .notice(let notice) = entry, notice.audience == audience { notice } else { nil }
        }
        return notices.isEmpty || random.oneIn(2) ? notices.last : random.pick(notices)
    }

    private mutating func command() {
        let audience = random.pick(configuration.audiences)
        let mine = configuration.subscriptions.filter { $0.audience == audience }.map(\.id)
        let subscription = mine.isEmpty || random.oneIn(4) ? nil : random.pick(mine)
        let order: DigestCommand.Order =
            switch random.number(0...7) {
            case 0..<2: .flush
            case 2: .hold(until: nil)
            case 3: .hold(until: now.adding(seconds: random.pick([60, 90_000, 700_000])))
            case 4: .release
            default: .withdraw(source: "urn:test", subject: aSubject())
            }
        append(order, subscription, audience)
    }

    private mutating func append(_ order: DigestCommand.Order, _ subscription: String?, _ audience: String) {
        broker.append(
            order, subscription: subscription, to: configuration.partition(of: audience), audience: audience, at: now)
        now = now.adding(seconds: random.number(0...3))
    }

    private mutating func produceLast() {
        for audience in configuration.audiences {
            append(.release, nil, audience)
            append(Make.event("last", "last", .confirmed), audience, urgent: true)
        }
    }

    private mutating func append(_ event: CooperationEvent, _ audience: String, urgent: Bool) {
        let partition = configuration.partition(of: audience)
        let late = !configuration.isCalm && random.oneIn(10) ? -random.number(0...100_000) : 0
        broker.append(event, to: partition, audience: audience, at: now.adding(seconds: late), urgent: urgent)
        now = now.adding(seconds: random.number(0...3))
    }

    private mutating func newEvent() -> CooperationEvent {
        eventCount += 1
        var event = Make.event(
            "event-\(eventCount)", aSubject(), random.pick(Action.allCases), starts: march(Int(random.number(1...3))),
            direction: random.pick([.incoming, .outgoing, .mutual])
        )
        if random.oneIn(2) { event.themes = [random.pick(["music", "cinema"])] }
        if random.oneIn(2) {
            event.respondBy = .day(CalendarDate(utc: now).adding(days: Int(random.number(0...30))))
        }
        return event
    }
}

extension Simulation {
    private mutating func aSubject() -> String { "subject-\(random.number(0...4))" }
}

// MARK: What happens to the workers

extension Simulation {
    private mutating func tick(_ worker: Int) {
        let skew = workers[worker].skewSeconds
        workers[worker].tick(now.adding(seconds: skew))
        if sabotage == .cutsTooEarly { workers[worker].feed(.tick(now.adding(seconds: skew + 4_000_000))) }
    }

    private mutating func read(_ worker: Int, atMost count: Int64) {
        for partition in workers[worker].readPositions.keys.sorted() {
            var left = count
            while left > 0, let position = workers[worker].readPositions[partition] {
                left -= 1
                guard let record = broker.record(Int(partition), from: position) else {
                    workers[worker].readPositions[partition] = broker.ends[Int(partition)]
                    workers[worker].feed(.passed(partition: partition, position: broker.ends[Int(partition)]))
                    break
                }
                workers[worker].readPositions[partition] = record.offset + 1
                hand(record, of: partition, to: worker)
            }
        }
    }

    private mutating func hand(_ record: LogEntry, of partition: Int32, to worker: Int) {
        switch record {
        case .notice(let notice):
            if sabotage == .losesNotices && random.oneIn(20) { return }
            workers[worker].feed(.notice(partition: partition, notice))
        case .command(let command):
            if sabotage == .skipsCommands { return }
            workers[worker].feed(.command(partition: partition, command))
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

    /// The process is gone, with all it knew; others take its partitions.
    private mutating func crash(_ worker: Int) {
        note(workers[worker])
        workers[worker] = freshWorker()
        zombies.removeAll { $0.worker == worker }
        for partition in owners.indices where owners[partition] == worker { assign(partition, to: anyWorker()) }
    }

    private mutating func rebalance() {
        let partition = Int(random.number(0...Int64(owners.count - 1)))
        workers[owners[partition]].revoke(Int32(partition), reportsCommit: random.oneIn(2))
        assign(partition, to: anyWorker())
    }

    /// A worker is thought dead and its partition given to another; it does not know, and goes on. Only a broker with
    /// transactions can refuse it, so only there it happens.
    private mutating func loseTouch() {
        guard configuration.isExactlyOnce else { return }
        let partition = Int(random.number(0...Int64(owners.count - 1)))
        let next = anyWorker()
        if next == owners[partition] { return }
        zombies.append((owners[partition], partition))
        assign(partition, to: next)
    }

    private mutating func wakeZombies() {
        for (worker, partition) in zombies where owners[partition] != worker {
            workers[worker].revoke(Int32(partition), reportsCommit: false)
        }
        zombies = []
    }

    private mutating func anyWorker() -> Int { random.pick(Array(workers.indices)) }

    private mutating func assign(_ partition: Int, to worker: Int) {
        if zombies.contains(where: { $0 == (worker, partition) }) {
            workers[worker].revoke(Int32(partition), reportsCommit: false)
            zombies.removeAll { $0 == (worker, partition) }
        }
        owners[partition] = worker
        let cuts = broker.cuts.values.filter { $0.partition == Int32(partition) }
        workers[worker].assign(Int32(partition), cuts: cuts.sorted { $0.subscription < $1.subscription })
    }
}

// MARK: What is written

extension Simulation {
    /// Does the next step of a publication. It may fail, before or after the write took effect, and the process may
    /// crash after any step: between two writes, or between the last and the engine's hearing of it.
    private mutating func write(_ worker: Int, mayFail: Bool = true) {
        guard !workers[worker].jobs.isEmpty else { return }
        let place = Int(random.number(0...Int64(workers[worker].jobs.count - 1)))
        var job = workers[worker].jobs.remove(at: place)
        if job.isWritten { return finish(job, worker) }
        let fails = mayFail && random.oneIn(6)
        let isFenced = owners[Int(job.partition)] != worker && sabotage != .writesUnfenced
        if isFenced || (fails && (configuration.isExactlyOnce || random.oneIn(2))) { return fail(job, worker) }
        let writes = writes(of: job.publication)
        if configuration.isExactlyOnce {
            for write in writes { apply(write) }
            job.isWritten = true
        } else {
            apply(writes[job.step])
            if fails { return fail(job, worker) }
            job.step += 1
            job.isWritten = job.step == writes.count
        }
        workers[worker].jobs.append(job)
        if mayFail && random.oneIn(12) { crash(worker) }
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
