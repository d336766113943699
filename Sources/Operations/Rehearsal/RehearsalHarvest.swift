import Cooperation
public import DigestEngine
import EmailRendering
public import Foundation
public import KafkaClient
public import Logging
public import Worker

/// What a rehearsal left in the log, and its copy in a directory.
public struct RehearsalHarvest: Sendable {
    /// The digests, by subscription in order.
    public var digests: [Digest] = []
    /// How many notices each audience got.
    public var noticesPerAudience: [String: Int] = [:]
    /// How many notices went to triage.
    public var triage = 0
    /// How many emails were composed, per subscription.
    public var emailsPerSubscription: [String: Int] = [:]
    /// The records set aside.
    public var deadLetters: [DeadLetterEntry] = []
    /// One mail to look at.
    public var example: URL?

    /// Reads the topics and writes `digests/*.json`, `emails/*.json`, `emails/*.html` and `dead-letters.jsonl` below
    /// `directory`; the `.eml` files are the deliver stage's own.
    public static func gather(
        configuration: WorkerConfiguration, kafka: KafkaProperties, directory: URL, logger: Logger
    ) async throws -> RehearsalHarvest {
        var harvest = RehearsalHarvest()
        let files = HarvestFiles(directory: directory)
        for logged in try await DigestLog(configuration: configuration, kafka: kafka, logger: logger).read() {
            harvest.digests.append(logged.digest)
            try files.write(logged.bytes, "digests", logged.digest.id + ".json")
        }
        let reader = LogReader(kafka: kafka, logger: logger)
        let topics = configuration.settings.topics
        try await reader.read(topic: topics.notices) { record, batch in
            guard batch.header(named: NoticeHeader.command.description, of: record) == nil else { return }
            let audience = String(decoding: batch.key(of: record) ?? [], as: UTF8.self)
            harvest.noticesPerAudience[audience, default: 0] += 1
            let rules = batch.header(named: "vm-rules", of: record)?.value ?? []
            if rules == Array("triage".utf8) || batch.header(named: "vm-unknown", of: record) != nil {
                harvest.triage += audience == configuration.routing.triageAudience ? 1 : 0
            }
        }
        try await reader.read(topic: topics.emails) { record, batch in
            let subscription = batch.header(named: "vm-subscription", of: record)?.value ?? []
            harvest.emailsPerSubscription[String(decoding: subscription, as: UTF8.self), default: 0] += 1
            // A message is the deliver stage's to write.
            guard configuration.settings.emails.format != .mime else { return }
            try harvest.take(batch.value(of: record) ?? [], files)
        }
        let letters = DeadLetterLog(configuration: configuration, kafka: kafka, logger: logger)
        harvest.deadLetters = try await letters.cases(of: try await letters.register().letters).map(
            DeadLetterEntry.init)
        try files.writeLines(harvest.deadLetters, "dead-letters.jsonl")
        return harvest
    }

    private mutating func take(_ bytes: [UInt8], _ files: HarvestFiles) throws {
        let email = try JSONDecoder().decode(EmailPayload.self, from: Data(bytes))
        let name = email.fileName
        try files.write(bytes, "emails", name + ".json")
        let page = try files.write(Array((email.html ?? "").utf8), "emails", name + ".html")
        let size = email.html?.utf8.count ?? 0
        if size > exampleBytes {
            exampleBytes = size
            example = page
        }
    }

    /// The fullest mail is the one worth opening.
    private var exampleBytes = 0
}

/// Writes the harvest's files.
struct HarvestFiles {
    let directory: URL

    @discardableResult
    func write(_ bytes: [UInt8], _ folder: String, _ name: String) throws -> URL {
        let folder = directory.appendingPathComponent(folder, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let url = folder.appendingPathComponent(name)
        try Data(bytes).write(to: url, options: .atomic)
        return url
    }

    func writeLines(_ values: [some Encodable], _ name: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let lines = try values.map { try encoder.encode($0) + Data("\n".utf8) }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try lines.reduce(into: Data()) { $0.append($1) }.write(
            to: directory.appendingPathComponent(name), options: .atomic)
    }
}
