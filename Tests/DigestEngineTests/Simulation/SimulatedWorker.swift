import Cooperation
import DigestEngine

/// A publication being written, step by step.
struct WritingJob {
    let publication: Publication
    let partition: Int32
    var step = 0
    /// All is written; the engine does not know yet.
    var isWritten = false
}

/// What the world noted when a window was closed, to judge it by.
struct Closing {
    let digest: Digest
    let clock: Instant?
    let position: Int64
    /// How far the partition was ever read in this assignment.
    let reached: Int64
    /// The samples of this assignment: what the end really was, and what the worker's clock showed.
    let samples: [EndReading]
    /// Whether it only repeats a publication: an announced slice, or one that failed.
    let isRepeat: Bool
}

/// A partition's real end and the worker's clock, when it was asked for.
struct EndReading {
    let end: Int64
    let clock: Instant
}

/// One process: an engine and the shell around it.
final class SimulatedWorker {
    var engine: DigestEngine
    /// How far its clock is from the world's.
    var skewSeconds: Int64 = 0
    /// What its clock showed at the last tick.
    var clock: Instant?
    var readPositions: [Int32: Int64] = [:]
    var reached: [Int32: Int64] = [:]
    var jobs: [WritingJob] = []
    var samplesAsked: [Int32] = []
    var samples: [Int32: [EndReading]] = [:]
    /// The digests offered in this assignment, to know repeats.
    var offered: [Int32: Set<String>] = [:]
    var announcedDigests: Set<String> = []
    var closings: [Closing] = []
    /// Whether each publication is compared with what was foreseen just before; that costs a copy of the engine.
    var foresees = false
    /// How many publications were foreseen, and those that were not.
    var foreseen = 0
    var unforeseen: [String] = []

    init(engine: DigestEngine) { self.engine = engine }

    /// Feeds the engine and carries out what it asks for.
    func feed(_ input: EngineInput) {
        switch input {
        case .assigned(let partition, _): reached[partition] = 0
        case .notice(let partition, let notice): reached[partition] = max(notice.offset + 1, reached[partition] ?? 0)
        case .command(let partition, let command): reached[partition] = max(command.offset + 1, reached[partition] ?? 0)
        default: break
        }
        let before = foresees ? engine : nil
        for action in engine.handle(input) {
            if let before, case .publish(let publication) = action { compare(publication.digest, input, before) }
            switch action {
            case .seek(let partition, let offset): readPositions[partition] = offset
            case .sampleEnd(let partition): samplesAsked.append(partition)
            case .publish(let publication): begin(publication)
            }
        }
    }

    /// Where only time has passed, what is published is what was foreseen.
    private func compare(_ digest: Digest, _ input: EngineInput, _ before: DigestEngine) {
        switch input {
        case .tick, .endSampled: break
        default: return
        }
        let clocks = samples.values.joined().map(\.clock) + [clock].compactMap { $0 }
        let previews = clocks.map { before.preview(of: digest.subscription, at: $0) }
        foreseen += 1
        if !previews.contains(digest) { unforeseen.append("\(digest.id) was not foreseen before \(input)") }
    }

    func assign(_ partition: Int32, cuts: [Cut]) {
        samples[partition] = []
        offered[partition] = []
        for cut in cuts where cut.announced != nil {
            announcedDigests.insert("\(cut.subscription)#\(cut.sequence + 1)")
        }
        feed(.assigned(partition: partition, cuts: cuts))
    }

    /// Takes a partition away; what was being written stays half written, and its outcome is reported too late.
    func revoke(_ partition: Int32, reportsCommit: Bool) {
        let abandoned = jobs.filter { $0.partition == partition }
        jobs.removeAll { $0.partition == partition }
        samplesAsked.removeAll { $0 == partition }
        readPositions[partition] = nil
        feed(.revoked(partition: partition))
        for job in abandoned {
            let subscription = job.publication.cut.subscription
            feed(
                reportsCommit
                    ? .committed(job.publication.cut) : .aborted(partition: partition, subscription: subscription))
        }
    }

    func tick(_ now: Instant) {
        clock = now
        for partition in samples.keys { samples[partition]?.removeAll { $0.clock > now } }
        feed(.tick(now))
    }

    private func begin(_ publication: Publication) {
        let partition = publication.cut.partition
        jobs.append(WritingJob(publication: publication, partition: partition))
        let isNew = offered[partition, default: []].insert(publication.digest.id).inserted
        let key = "\(publication.digest.subscription)#\(publication.digest.sequence)"
        closings.append(
            Closing(
                digest: publication.digest, clock: clock, position: engine.position(of: partition) ?? -1,
                reached: reached[partition] ?? 0,
                samples: samples[partition] ?? [], isRepeat: !isNew || announcedDigests.contains(key)
            )
        )
    }
}
