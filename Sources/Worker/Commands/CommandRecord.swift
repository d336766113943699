public import Cooperation
public import DigestEngine
public import KafkaClient

/// An operator's command as it is written: a record of the notices topic, `schemas/command.v1.json`.
public struct CommandRecord: Hashable, Sendable {
    /// The version of the form, which the header `vm-command` names.
    public static let version = "v1"

    /// Its identifier: a UUID in lower case.
    public var id: String
    /// What is to be done.
    public var order: DigestCommand.Order
    /// The audience: the record's key.
    public var audience: String
    /// The subscription it is for; all of the audience's when nil.
    public var subscription: String?
    /// Who gave it.
    public var by: String
    /// Why, where told.
    public var reason: String?
    /// When it was given, by the giver's clock. Told to people; what counts is the place in the log.
    public var at: Instant

    /// A command from its parts.
    public init(
        id: String, order: DigestCommand.Order, audience: String, subscription: String?, by: String,
        reason: String? = nil, at: Instant
    ) {
        self.id = id
        self.order = order
        self.audience = audience
        self.subscription = subscription
        self.by = by
        self.reason = reason
        self.at = at
    }

    /// The document: the record's value.
    public func document() throws -> [UInt8] { try CanonicalJSON.encode(self) }

    /// The record for a partition of the notices topic: that of the audience's notices.
    public func record(topic: String, partition: Int32) throws -> ProducerRecord {
        ProducerRecord(
            topic: topic, partition: partition, key: Array(audience.utf8), value: try document(),
            headers: [
                KafkaHeader(name: "content-type", text: "application/json"),
                KafkaHeader(name: NoticeHeader.command.description, text: Self.version),
            ])
    }
}

extension CommandRecord: Encodable {
    private enum CodingKeys: String, CodingKey {
        case id, order, audience, subscription, by, reason, until, source, subject, at
    }

    /// Writes the document.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(order.name, forKey: .order)
        try container.encode(audience, forKey: .audience)
        try container.encodeIfPresent(subscription, forKey: .subscription)
        try container.encode(by, forKey: .by)
        try container.encodeIfPresent(reason, forKey: .reason)
        try container.encode(at, forKey: .at)
        switch order {
        case .flush, .release: break
        case .hold(let until): try container.encodeIfPresent(until, forKey: .until)
        case .withdraw(let source, let subject):
            try container.encode(source, forKey: .source)
            try container.encode(subject, forKey: .subject)
        }
    }
}

extension DigestCommand {
    /// The command of a record at its place in the log.
    public init(
        _ record: CommandRecord, offset: Int64, appendedAt: Instant, recordHash: ContentHash = .zero
    ) {
        self.init(
            record.order, subscription: record.subscription, audience: record.audience, offset: offset,
            appendedAt: appendedAt, id: record.id, by: record.by, reason: record.reason, recordHash: recordHash)
    }
}

extension DigestCommand.Order {
    /// The orders by name, as the contract lists them.
    static let names = ["flush", "hold", "release", "withdraw"]

    /// The order's name.
    public var name: String {
        switch self {
        case .flush: "flush"
        case .hold: "hold"
        case .release: "release"
        case .withdraw: "withdraw"
        }
    }
}
