/// Where a record lies in the log: `topic/partition@offset`.
public struct RecordPosition: Hashable, Codable, Sendable {
    /// The topic's name.
    public var topic: String
    /// The partition's number.
    public var partition: Int32
    /// The record's offset.
    public var offset: Int64

    /// A position from its parts.
    public init(topic: String, partition: Int32, offset: Int64) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
    }
}

extension RecordPosition: CustomStringConvertible {
    /// `topic/partition@offset`.
    public var description: String { "\(topic)/\(partition)@\(offset)" }
}

/// One event as one audience is told of it: a record of the notices topic, decoded.
public struct Notice: Hashable, Sendable {
    /// Its offset in its partition of the notices topic.
    public var offset: Int64
    /// When it was appended to the notices topic (the record's timestamp).
    public var appendedAt: Instant
    /// The audience it is for: the record's key.
    public var audience: String
    /// The event.
    public var event: CooperationEvent
    /// The event's own record, in its topic.
    public var origin: RecordPosition
    /// The rules that led here, in the order of the configuration; `triage` where none did.
    public var rules: [String]
    /// The version (content hash) of the routing table that decided.
    public var routesVersion: String
    /// What the routing did not know.
    public var unknown: [UnknownName]
    /// Whether a rule marked it urgent.
    public var isUrgent: Bool
    /// The hash of its record; zero for a notice that was not read from one.
    public var recordHash: ContentHash

    /// A notice from its parts.
    public init(
        offset: Int64, appendedAt: Instant, audience: String, event: CooperationEvent, origin: RecordPosition,
        rules: [String], routesVersion: String, unknown: [UnknownName] = [], isUrgent: Bool = false,
        recordHash: ContentHash = .zero
    ) {
        self.offset = offset
        self.appendedAt = appendedAt
        self.audience = audience
        self.event = event
        self.origin = origin
        self.rules = rules
        self.routesVersion = routesVersion
        self.unknown = unknown
        self.isUrgent = isUrgent
        self.recordHash = recordHash
    }
}
