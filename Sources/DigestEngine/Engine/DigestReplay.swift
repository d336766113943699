public import Cooperation

/// A digest engine with a world of its own, in which all is read that was appended and every write succeeds at once:
/// what a worker that never stood still would have published, and when.
///
/// Time passes only when told. It keeps what it read, because the engine may ask for its look-back again: about 2 KB a
/// notice.
public struct DigestReplay: Sendable {
    /// The engine as it stands.
    public private(set) var engine: DigestEngine
    /// The partition.
    public let partition: Int32
    /// Where reading must begin; what lies before is passed over.
    public let start: Int64

    private var entries: [LogEntry] = []
    private var clock = Instant(milliseconds: .min)

    /// A replay of one partition from `cuts`; without any from the beginning, as if no digest had ever been made.
    /// `settings.placement` should name the audiences' partitions.
    public init(
        subscriptions: [Subscription], settings: DigestEngine.Settings, partition: Int32, cuts: [Cut] = []
    ) {
        var engine = DigestEngine(subscriptions: subscriptions, settings: settings)
        var start: Int64 = 0
        for case .seek(_, let offset) in engine.handle(.assigned(partition: partition, cuts: cuts)) { start = offset }
        self.engine = engine
        self.partition = partition
        self.start = start
    }

    /// One past the last record read.
    private var end: Int64 { entries.last.map { $0.offset + 1 } ?? start }

    /// Reads the next record of the log; it gives the digests that need no clock.
    public mutating func read(_ entry: LogEntry) -> [Digest] {
        guard entry.offset >= end else { return [] }
        entries.append(entry)
        return perform(engine.handle(entry.input(partition: partition)))
    }

    /// Lets time pass to `instant`, stopping at each end of a window; it gives the digests that come of it. What has
    /// passed already does not come again.
    public mutating func pass(to instant: Instant) -> [Digest] {
        var digests: [Digest] = []
        while let wake = engine.nextWake, wake <= instant {
            let found = tick(wake)
            // One that waits for records that are not here must not keep the others waiting.
            if found.isEmpty { return digests + tick(instant) }
            digests += found
        }
        clock = max(clock, instant)
        return digests
    }

    /// The clock shows `instant` all at once, as to a worker that was down till then; it gives the digests that are due.
    public mutating func wake(at instant: Instant) -> [Digest] {
        var digests: [Digest] = []
        while case let found = tick(instant), !found.isEmpty { digests += found }
        return digests
    }

    private mutating func tick(_ now: Instant) -> [Digest] {
        clock = max(clock, now)
        return perform(engine.handle(.tick(clock)))
    }

    private mutating func perform(_ actions: [EngineAction]) -> [Digest] {
        var digests: [Digest] = []
        var queue = actions[...]
        while let action = queue.popFirst() {
            switch action {
            case .seek(_, let offset):
                digests += reread(from: offset)
            case .sampleEnd:
                queue += engine.handle(.endSampled(partition: partition, end: end, at: clock))
            case .publish(let publication):
                digests.append(publication.digest)
                queue += engine.handle(.committed(publication.cut))
            }
        }
        return digests
    }

    private mutating func reread(from offset: Int64) -> [Digest] {
        let again = entries[entries.partitioningIndex { $0.offset >= offset }...]
        var digests: [Digest] = []
        for entry in again { digests += perform(engine.handle(entry.input(partition: partition))) }
        return digests + perform(engine.handle(.passed(partition: partition, position: end)))
    }
}
