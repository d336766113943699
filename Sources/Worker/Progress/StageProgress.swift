public import Cooperation
public import KafkaClient

/// How far one stage has come.
public struct StageProgress: Sendable {
    /// What the stage is doing.
    public enum State: Hashable, Sendable {
        /// Connecting, or waiting for its share of the partitions.
        case starting
        /// At work.
        case running
        /// Stopped by itself, for this reason; it tries again.
        case paused(reason: String)
        /// Ended in order.
        case stopped
    }

    /// What the stage is doing.
    public var state = State.starting
    /// The partitions it owns.
    public var partitions: Set<TopicPartition> = []
    /// The next offset to read of each partition; everything before it has been dealt with for good.
    public var passed: [TopicPartition: Int64] = [:]
    /// The timestamp of the last record dealt with, per partition.
    public var lastTimestamp: [TopicPartition: Instant] = [:]
    /// What else there is to say of it: how many mails wait, and until when.
    public var note: String?
    /// Records read since the start.
    public var recordsRead = 0
    /// Records written since the start.
    public var recordsWritten = 0
    /// Records that went to the dead letters since the start.
    public var deadLetters = 0

    /// A stage that has done nothing yet.
    public init() {}
}

/// How far the digest stage has come in time.
public struct DigestProgress: Sendable {
    /// The latest time of the clock at which nothing that was due remained to be done.
    public var settledAt: Instant?
    /// When the next window can close; nil when nothing is pending.
    public var nextWake: Instant?
    /// Notices pending, per subscription.
    public var pending: [String: Int] = [:]
}
