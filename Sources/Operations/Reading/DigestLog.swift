public import Cooperation
public import DigestEngine
import Foundation
public import KafkaClient
public import Logging
public import Worker

/// One digest as it stands in the log.
public struct LoggedDigest: Sendable {
    /// Where it stands.
    public var position: Cooperation.RecordPosition
    /// Its record's bytes.
    public var bytes: [UInt8]
    /// What they say.
    public var digest: Digest
}

/// The digests topic, read for a person or a check.
public struct DigestLog: Sendable {
    private let topic: String
    private let reader: LogReader

    /// The digests of this configuration.
    public init(configuration: WorkerConfiguration, kafka: KafkaProperties, logger: Logger) {
        topic = configuration.settings.topics.digests
        reader = LogReader(kafka: kafka, logger: logger)
    }

    /// Every digest kept, by subscription in the order of the log. A digest written twice is given once, unless its
    /// bytes differ.
    ///
    /// - Throws: ``UnreadableRecord`` for a record that is no digest.
    public func read() async throws -> [LoggedDigest] {
        var found: [LoggedDigest] = []
        var seen: Set<[UInt8]> = []
        try await reader.read(topic: topic) { record, batch in
            guard let bytes = batch.value(of: record), seen.insert(bytes).inserted else { return }
            let position = Cooperation.RecordPosition(
                topic: record.topic, partition: record.partition, offset: record.offset)
            do {
                let digest = try JSONDecoder().decode(Digest.self, from: Data(bytes))
                found.append(LoggedDigest(position: position, bytes: bytes, digest: digest))
            } catch {
                throw UnreadableRecord(position: position, expected: "a digest", cause: "\(error)")
            }
        }
        return found.sorted {
            ($0.digest.subscription, $0.digest.sequence) < ($1.digest.subscription, $1.digest.sequence)
        }
    }
}

/// A record that is not what its topic is for.
public struct UnreadableRecord: Error, CustomStringConvertible {
    /// Where it stands.
    public var position: Cooperation.RecordPosition
    /// What was expected.
    public var expected: String
    /// What is wrong.
    public var cause: String

    /// Where, what was expected, and what is wrong.
    public var description: String { "\(position): expected \(expected): \(cause)" }
}
