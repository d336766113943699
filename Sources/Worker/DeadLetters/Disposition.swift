public import Cooperation
public import KafkaClient

/// What became of a dead letter: a record of the dead-letters topic itself, so that the log is the audit trail.
///
/// The contract is `schemas/disposition.v1.json`. It lies in the partition of its letter, behind it: retention never
/// removes it before the letter, which would then be open again.
public struct Disposition: Hashable, Sendable {
    /// What was done.
    public enum Act: String, CaseIterable, Codable, Sendable {
        /// Its record was put back into the topic it came from.
        case replayed
        /// Nothing: it was decided that nothing is to be done about it.
        case discarded
    }

    /// The version of the form, which the header `vm-disposition` names.
    public static let version = "v1"
    static let header = "vm-disposition"

    /// What was done.
    public var act: Act
    /// The dead letter.
    public var letter: RecordPosition
    /// Who did it.
    public var by: String
    /// Why.
    public var reason: String
    /// When, by the clock of whoever did it.
    public var at: Instant
    /// Where a replayed record stands now.
    public var to: RecordPosition?
    /// The SHA-256 of the bytes that were replayed instead of the letter's; nil where they were its own.
    public var edited: ContentHash?

    /// A disposition from its parts.
    public init(
        act: Act, letter: RecordPosition, by: String, reason: String, at: Instant, to: RecordPosition? = nil,
        edited: ContentHash? = nil
    ) {
        self.act = act
        self.letter = letter
        self.by = by
        self.reason = reason
        self.at = at
        self.to = to
        self.edited = edited
    }

    /// The record to write.
    public func record() throws -> ProducerRecord {
        ProducerRecord(
            topic: letter.topic, partition: letter.partition, key: Array(letter.description.utf8),
            value: try CanonicalJSON.encode(self),
            headers: [
                KafkaHeader(name: "content-type", text: "application/json"),
                KafkaHeader(name: Self.header, text: Self.version),
            ])
    }
}

extension Disposition: Codable {
    private enum CodingKeys: String, CodingKey {
        case act, letter, by, reason, at, to, edited
    }

    /// Reads the document; what is unknown in it is passed over.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func position(_ key: CodingKeys) throws -> RecordPosition {
            let text = try container.decode(String.self, forKey: key)
            guard let position = RecordPosition(text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "found `\(text)`, expected topic/partition@offset")
            }
            return position
        }
        self.init(
            act: try container.decode(Act.self, forKey: .act), letter: try position(.letter),
            by: try container.decode(String.self, forKey: .by),
            reason: try container.decode(String.self, forKey: .reason),
            at: try container.decode(Instant.self, forKey: .at),
            to: container.contains(.to) ? try position(.to) : nil,
            edited: try container.decodeIfPresent(String.self, forKey: .edited).flatMap { ContentHash($0) })
    }

    /// Writes the document.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(act, forKey: .act)
        try container.encode(letter.description, forKey: .letter)
        try container.encode(by, forKey: .by)
        try container.encode(reason, forKey: .reason)
        try container.encode(at, forKey: .at)
        try container.encodeIfPresent(to?.description, forKey: .to)
        try container.encodeIfPresent(edited?.description, forKey: .edited)
    }
}
