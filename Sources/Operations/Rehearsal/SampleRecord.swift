public import Cooperation
public import Foundation
public import KafkaClient
public import Worker

/// One record of a sample: when it is published, and where.
public struct SampleRecord: Hashable, Sendable {
    /// The kind of topic it goes to.
    public enum Source: String, Codable, Sendable {
        /// Delegations.
        case delegations
        /// Exchanges.
        case exchanges
        /// Events.
        case events
    }

    /// Where it goes.
    public var source: Source
    /// When.
    public var publishedAt: Instant
    /// Its key.
    public var key: String?
    /// Its headers.
    public var headers: [String: String]
    /// Its bytes; nil for a tombstone.
    public var value: [UInt8]?

    /// The record for Kafka.
    public func record(_ topics: TopicSettings) -> ProducerRecord {
        let topic =
            switch source {
            case .delegations: topics.delegations
            case .exchanges: topics.exchanges
            case .events: topics.events
            }
        // Without a key chance would decide, and a rehearsal must come out the same each time.
        return ProducerRecord(
            topic: topic, partition: key == nil ? 0 : nil, key: key.map { Array($0.utf8) }, value: value,
            headers: headers.sorted { $0.key < $1.key }.map { KafkaHeader(name: $0.key, value: Array($0.value.utf8)) },
            timestampMilliseconds: publishedAt.milliseconds)
    }
}

/// A sample: JSON Lines, one record each, in the order of publication.
public struct SampleFile: Sendable {
    /// The records.
    public var records: [SampleRecord]

    /// Reads a sample.
    ///
    /// - Throws: ``SampleFault`` with the file and line.
    public init(contentsOf url: URL) throws {
        let lines = try Data(contentsOf: url).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        records = try lines.enumerated().filter { !$0.element.isEmpty }.map { index, line in
            do {
                return try Self.record(line)
            } catch {
                throw SampleFault(file: url.relativePath, line: index + 1, cause: "\(error)")
            }
        }
    }

    private static func record(_ line: Data) throws -> SampleRecord {
        let fields = try JSONDecoder().decode(Fields.self, from: line)
        return SampleRecord(
            source: fields.topic, publishedAt: fields.publishedAt, key: fields.key, headers: fields.headers ?? [:],
            value: try value(fields, line))
    }

    /// The value as an object (written compactly), raw text, bytes, or none at all.
    private static func value(_ fields: Fields, _ line: Data) throws -> [UInt8]? {
        if fields.tombstone == true { return nil }
        if let text = fields.text { return Array(text.utf8) }
        if let bytes = fields.base64 { return Array(bytes) }
        let object = try JSONSerialization.jsonObject(with: line) as? [String: Any]
        guard let value = object?["value"] else { throw MissingValue() }
        return Array(
            try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes]))
    }

    private struct Fields: Decodable {
        var topic: SampleRecord.Source
        var publishedAt: Instant
        var key: String?
        var headers: [String: String]?
        var text: String?
        var base64: Data?
        var tombstone: Bool?
    }

    private struct MissingValue: Error, CustomStringConvertible {
        var description: String { "expected one of `value`, `text`, `base64` or `tombstone`" }
    }
}

/// A line of a sample that cannot be read.
public struct SampleFault: Error, CustomStringConvertible {
    /// The file.
    public var file: String
    /// The line, 1-based.
    public var line: Int
    /// What is wrong.
    public var cause: String

    /// `file:line: cause`.
    public var description: String { "\(file):\(line): \(cause)" }
}
