import Cooperation
import DigestEngine

/// What survives a crash: the notices, the digests and the cuts.
struct FakeBroker {
    /// The records of each partition of the notices topic, in offset order; offsets have gaps, as transaction markers
    /// leave them.
    var notices: [[Notice]]
    /// The next offset of each partition.
    var ends: [Int64]
    /// The digests topic.
    var digests: [Digest] = []
    /// The cuts topic, compacted.
    var cuts: [String: Cut] = [:]

    init(partitions: Int) {
        notices = Array(repeating: [], count: partitions)
        ends = Array(repeating: 0, count: partitions)
    }

    mutating func append(_ event: CooperationEvent, to partition: Int, audience: String, at time: Instant, urgent: Bool)
    {
        notices[partition].append(
            Make.notice(ends[partition], event, appendedAt: time, audience: audience, isUrgent: urgent)
        )
        ends[partition] += 1
    }

    mutating func appendMarker(to partition: Int) { ends[partition] += 1 }

    mutating func write(_ digest: Digest) {
        digests.append(digest)
    }

    mutating func write(_ cut: Cut) { cuts[cut.subscription] = cut }

    /// The first record at or after an offset.
    func record(_ partition: Int, from offset: Int64) -> Notice? {
        let records = notices[partition]
        var (low, high) = (0, records.count)
        while low < high {
            let middle = (low + high) / 2
            if records[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low < records.count ? records[low] : nil
    }
}
