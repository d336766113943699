/// One partition of one topic: the unit of order, of assignment and of offsets.
public struct TopicPartition: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The topic's name.
    public var topic: String
    /// The partition's number, from 0.
    public var partition: Int32

    /// Names a partition; it need not exist.
    public init(topic: String, partition: Int32) {
        self.topic = topic
        self.partition = partition
    }

    /// By topic name, then by number.
    public static func < (left: Self, right: Self) -> Bool {
        (left.topic, left.partition) < (right.topic, right.partition)
    }

    /// `topic/3`, as operators write it.
    public var description: String { "\(topic)/\(partition)" }
}

/// Where reading of a partition starts.
public enum StartOffset: Hashable, Sendable {
    /// At exactly this offset. When the log was trimmed beyond it, `ConsumerEvent.offsetJumped` says so.
    case offset(Int64)
    /// At the oldest record kept.
    case beginning
    /// After the newest record there is now.
    case end
    /// Where the group committed last; without a commit, `ConsumerOptions.whenNoneCommitted` decides.
    case committed
}

/// An offset a group committed, with the note the committer left beside it.
public struct CommittedOffset: Hashable, Sendable {
    /// The offset of the next record to read.
    public var offset: Int64
    /// The committer's own text, empty when there is none.
    public var metadata: String

    /// An offset to commit.
    public init(offset: Int64, metadata: String = "") {
        self.offset = offset
        self.metadata = metadata
    }
}

/// The bounds of what a partition holds: `low` is the oldest offset kept, `high` one past the newest that
/// the reader may see (under `read_committed` the last stable offset).
public struct Watermarks: Hashable, Sendable {
    /// The oldest offset kept.
    public var low: Int64
    /// One past the newest visible record.
    public var high: Int64

    /// Bounds as a broker reports them.
    public init(low: Int64, high: Int64) {
        self.low = low
        self.high = high
    }
}
