/// The group a consumer belongs to.
public struct ConsumerGroup: Hashable, Sendable {
    /// The group's name, under which offsets are committed.
    public var id: String
    /// The topics to share among the members; one that starts with `^` is a regular expression. Without any,
    /// the consumer does not join: it reads what `assign(_:)` says and uses the group only for its offsets.
    public var topics: [String]

    /// A group sharing these topics.
    public init(id: String, topics: [String] = []) {
        precondition(!id.isEmpty, "a consumer group has a name")
        self.id = id
        self.topics = topics
    }
}
