public import KafkaClient
public import Logging

/// Whether the topics a worker needs are there, with as many partitions as their roles ask for.
public struct TopicPresence: Sendable {
    private let topics: TopicSettings
    private let kafka: KafkaProperties
    private let logger: Logger

    /// A check of these topics.
    public init(topics: TopicSettings, kafka: KafkaProperties, logger: Logger) {
        self.topics = topics
        self.kafka = kafka
        self.logger = logger
    }

    /// Asks for every topic; a broker that makes topics on first use makes them now.
    ///
    /// - Throws: ``MissingTopics`` with what is missing or does not fit.
    public func check() async throws {
        let names = TopicPlan(topics).desired.map(\.name)
        let counts = try await Self.withAdmin(kafka, logger) { admin in
            var counts: [String: Int] = [:]
            for name in names {
                counts[name] = try await admin.topic(madeOnFirstUse: name, deadline: .seconds(30))?.partitions.count
            }
            return counts
        }
        let missing = names.filter { counts[$0] ?? 0 == 0 }
        guard missing.isEmpty else {
            throw MissingTopics(
                "missing: \(missing.joined(separator: ", ")). Make them with `vaguemestre topics apply`")
        }
        try check(topics.cuts, follows: topics.notices, counts)
        try check(topics.deliveries, follows: topics.emails, counts)
    }

    /// What a stage remembers about a partition lies in the partition of the same number.
    private func check(_ memory: String, follows source: String, _ counts: [String: Int]) throws {
        guard let kept = counts[memory], let read = counts[source], kept < read else { return }
        throw MissingTopics(
            "\(memory) has \(kept) partitions but \(source) has \(read); it needs at least as many. "
                + "`vaguemestre topics plan` shows what to change")
    }

    /// The partitions of each topic; a topic that does not exist has none.
    public static func partitions(
        of topics: [String], kafka: KafkaProperties, logger: Logger
    ) async throws -> [TopicPartition] {
        try await withAdmin(kafka, logger) { admin in
            let metadata = try await admin.metadata(topics: topics, deadline: .seconds(30))
            return topics.flatMap { topic in
                (metadata.topic(named: topic)?.partitions ?? []).map {
                    TopicPartition(topic: topic, partition: $0.id)
                }
            }
        }
    }

    private static func withAdmin<Result>(
        _ kafka: KafkaProperties, _ logger: Logger, _ body: (KafkaAdmin) async throws -> Result
    ) async throws -> Result {
        let admin = try KafkaAdmin(properties: kafka, logger: logger)
        do {
            let result = try await body(admin)
            await admin.close()
            return result
        } catch {
            await admin.close()
            throw error
        }
    }
}

/// Topics that are not as they must be: what is wrong, and what to do.
public struct MissingTopics: Error, CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String

    init(_ description: String) {
        self.description = description
    }
}
