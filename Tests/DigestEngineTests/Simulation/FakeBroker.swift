import Cooperation
import DigestEngine

/// What survives a crash: the notices topic, the digests and the cuts.
struct FakeBroker {
    /// The records of each partition of the notices topic, in offset order; offsets have gaps, as transaction markers
    /// leave them.
    var records: [[LogEntry]]
    /// The next offset of each partition.
    var ends: [Int64]
    /// The digests topic.
    var digests: [Digest] = []
    /// The cuts topic, compacted.
    var cuts: [String: Cut] = [:]
    private var commandCount = 0

    init(partitions: Int) {
        records = Array(repeating: [], count: partitions)
        ends = Array(repeating: 0, count: partitions)
    }

    mutating func append(_ event: CooperationEvent, to partition: Int, audience: String, at time: Instant, urgent: Bool)
    {
        let offset = ends[partition]
        let notice = Make.notice(offset, event, appendedAt: time, audience: audience, isUrgent: urgent)
        records[partition].append(.notice(notice))
        ends[partition] += 1
    }

    mutating func append(
        _ order: DigestCommand.Order, subscription: String?, to partition: Int, audience: String, at time: Instant
    ) {
        commandCount += 1
        let command = DigestCommand(
            order, subscription: subscription, audience: audience, offset: ends[partition], appendedAt: time,
            id: "command-\(commandCount)", by: "operator", recordHash: ContentHash(of: "\(commandCount)".utf8))
        records[partition].append(.command(command))
        ends[partition] += 1
    }

    mutating func appendMarker(to partition: Int) { ends[partition] += 1 }

    mutating func write(_ digest: Digest) { digests.append(digest) }

    mutating func write(_ cut: Cut) { cuts[cut.subscription] = cut }

    /// The digests of a subscription, each id once.
    func digests(of subscription: String) -> [Digest] {
        var seen: Set<String> = []
        return digests.filter { $0.subscription == subscription && seen.insert($0.id).inserted }
    }

    /// The first record at or after an offset.
    func record(_ partition: Int, from offset: Int64) -> LogEntry? {
        let records = records[partition]
        var (low, high) = (0, records.count)
        while low < high {
            let middle = (low + high) / 2
            if records[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low < records.count ? records[low] : nil
    }
}
