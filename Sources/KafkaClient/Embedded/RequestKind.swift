/// Kinds of Kafka requests, by their number in the protocol: what faults can be injected into.
public struct RequestKind: RawRepresentable, Hashable, Sendable {
    /// The number in the protocol (`ApiKey`).
    public let rawValue: Int16

    /// Any kind, also one without a constant here.
    public init(rawValue: Int16) { self.rawValue = rawValue }

    /// Appending records.
    public static let produce = Self(rawValue: 0)
    /// Reading records.
    public static let fetch = Self(rawValue: 1)
    /// Asking for offsets by time, and for the ends of partitions.
    public static let listOffsets = Self(rawValue: 2)
    /// Asking for brokers, topics and partitions.
    public static let metadata = Self(rawValue: 3)
    /// Committing a group's offsets.
    public static let offsetCommit = Self(rawValue: 8)
    /// Asking for a group's offsets.
    public static let offsetFetch = Self(rawValue: 9)
    /// Asking who coordinates a group or a transactional id.
    public static let findCoordinator = Self(rawValue: 10)
    /// Joining a group.
    public static let joinGroup = Self(rawValue: 11)
    /// Staying in a group.
    public static let heartbeat = Self(rawValue: 12)
    /// Getting a producer's identity.
    public static let initProducerID = Self(rawValue: 22)
    /// Naming a partition of a transaction.
    public static let addPartitionsToTransaction = Self(rawValue: 24)
    /// Naming a group whose offsets go with a transaction.
    public static let addOffsetsToTransaction = Self(rawValue: 25)
    /// Committing or aborting a transaction.
    public static let endTransaction = Self(rawValue: 26)
    /// Committing a group's offsets in a transaction.
    public static let transactionOffsetCommit = Self(rawValue: 28)
}
