/// A consumer group as its coordinator sees it.
public struct GroupDescription: Hashable, Sendable {
    /// One member of a group.
    public struct Member: Hashable, Sendable {
        /// The member's id, made up by the coordinator.
        public var id: String
        /// The member's own `client.id`.
        public var clientID: String
        /// The host it comes from.
        public var host: String
        /// The partitions it has.
        public var partitions: [TopicPartition]
    }

    /// The group's name.
    public var id: String
    /// `Stable`, `PreparingRebalance`, `CompletingRebalance`, `Empty`, `Dead` or `Unknown`.
    public var state: String
    /// How partitions are distributed; empty while nobody is in the group.
    public var assignor: String
    /// Who is in the group.
    public var members: [Member]
}

/// A consumer group in a list.
public struct GroupListing: Hashable, Sendable {
    /// The group's name.
    public var id: String
    /// `Stable`, `Empty` and so on.
    public var state: String
}
