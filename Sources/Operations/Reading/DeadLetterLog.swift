import Cooperation
public import Foundation
public import KafkaClient
public import Logging
public import Worker

/// One record of the dead letters, for a person or a program: the JSON form is `schemas/dead-letter.v1.json`.
public struct DeadLetterEntry: Encodable, Sendable {
    /// The topic it came from.
    public var topic: String
    /// The partition it came from.
    public var partition: Int32
    /// Its offset there.
    public var offset: Int64
    /// The stage that refused it.
    public var stage: String
    /// What is wrong, in one word.
    public var code: String
    /// Where in the document.
    public var path: String
    /// What was found and expected.
    public var message: String
    /// The same for the same reason.
    public var fingerprint: String
    /// How often it was tried.
    public var attempts: Int
    /// When it failed first.
    public var firstFailure: String
    /// Its key, where it is UTF-8.
    public var key: String?
    /// Its own headers.
    public var headers: [String: String]
    /// Its bytes, in base64; absent for a tombstone.
    public var value: Data?
}

/// The dead letters topic, read for a person.
public struct DeadLetterLog: Sendable {
    private let topic: String
    private let reader: LogReader

    /// The dead letters of this configuration.
    public init(configuration: WorkerConfiguration, kafka: KafkaProperties, logger: Logger) {
        topic = configuration.settings.topics.deadLetters
        reader = LogReader(kafka: kafka, logger: logger)
    }

    /// Every dead letter kept, oldest first. Records that are not ours are left out.
    public func read() async throws -> [DeadLetterEntry] {
        var entries: [DeadLetterEntry] = []
        try await reader.read(topic: topic) { record, batch in
            let headers = batch.headers(of: record)
            guard let letter = DeadLetter(headers: headers) else { return }
            entries.append(entry(letter, headers, key: batch.key(of: record), value: batch.value(of: record)))
        }
        return entries.sorted { ($0.firstFailure, $0.topic, $0.offset) < ($1.firstFailure, $1.topic, $1.offset) }
    }

    private func entry(
        _ letter: DeadLetter, _ headers: [KafkaHeader], key: [UInt8]?, value: [UInt8]?
    ) -> DeadLetterEntry {
        let own = headers.filter { !$0.name.hasPrefix("dlq.") }
        return DeadLetterEntry(
            topic: letter.origin.topic, partition: letter.origin.partition, offset: letter.origin.offset,
            stage: letter.stage.rawValue, code: letter.code, path: letter.path, message: letter.message,
            fingerprint: letter.fingerprint, attempts: letter.attempts,
            firstFailure: letter.firstFailure.description, key: key.flatMap { String(bytes: $0, encoding: .utf8) },
            headers: Dictionary(own.map { ($0.name, String(decoding: $0.value ?? [], as: UTF8.self)) }) { $1 },
            value: value.map { Data($0) })
    }
}
