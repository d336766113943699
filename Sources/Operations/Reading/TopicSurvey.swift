public import KafkaClient
public import Logging
public import Worker

/// The topics as they are on the brokers, against the plan; and the means to bring them to it.
public struct TopicSurvey: Sendable {
    private let plan: TopicPlan
    private let kafka: KafkaProperties
    private let logger: Logger

    /// A survey for this configuration.
    public init(configuration: WorkerConfiguration, kafka: KafkaProperties, logger: Logger) {
        self.init(plan: TopicPlan(configuration.settings.topics), kafka: kafka, logger: logger)
    }

    /// A survey against a plan.
    public init(plan: TopicPlan, kafka: KafkaProperties, logger: Logger) {
        self.plan = plan
        self.kafka = kafka
        self.logger = logger
    }

    /// What would have to be done, topic by topic.
    public func steps() async throws -> [TopicPlan.Step] {
        try await withAdmin { admin in plan.steps(found: try await survey(admin)) }
    }

    /// Creates missing topics and alters configurations that differ; never changes a partition count, because keys
    /// would move.
    ///
    /// - Returns: the steps that were done.
    public func apply() async throws -> [TopicPlan.Step] {
        try await withAdmin { admin in
            let steps = plan.steps(found: try await survey(admin))
            for step in steps { try await perform(step, admin) }
            return steps
        }
    }

    private func survey(_ admin: KafkaAdmin) async throws -> [String: (partitions: Int, config: [String: String])] {
        let metadata = try await admin.metadata(deadline: .seconds(30))
        let existing = plan.desired.filter { metadata.topic(named: $0.name)?.partitions.isEmpty == false }
        let configs = try await configs(of: existing, admin)
        var found: [String: (partitions: Int, config: [String: String])] = [:]
        for topic in existing {
            let partitions = metadata.topic(named: topic.name)?.partitions.count ?? 0
            found[topic.name] = (partitions, configs[topic.name] ?? [:])
        }
        return found
    }

    /// An embedded broker keeps no configuration of topics and never answers when asked: there nothing can differ.
    private func configs(
        of topics: [TopicPlan.Desired], _ admin: KafkaAdmin
    ) async throws -> [String: [String: String]] {
        if EmbeddedBroker.isEmbedded(clusterID: try await admin.clusterID()) {
            return Dictionary(topics.map { ($0.name, $0.config) }) { first, _ in first }
        }
        return try await admin.describeTopicConfigs(topics.map(\.name), deadline: .seconds(30)).mapValues { entries in
            Dictionary(try entries.get().map { ($0.name, $0.value ?? "") }) { first, _ in first }
        }
    }

    private func perform(_ step: TopicPlan.Step, _ admin: KafkaAdmin) async throws {
        switch step {
        case .create(let topic):
            let new = NewTopic(
                name: topic.name, partitions: topic.partitions, replication: topic.replication, config: topic.config)
            try check(try await admin.createTopics([new], deadline: .seconds(60)))
        case .alter(let topic, let changes):
            let wanted = Dictionary(uniqueKeysWithValues: changes.map { ($0.key, Optional($0.wanted)) })
            try check(try await admin.alterTopicConfigs([topic.name: wanted], deadline: .seconds(60)))
        case .tooFewPartitions, .morePartitions, .inOrder:
            break
        }
    }

    private func check(_ results: [TopicResult]) throws {
        for result in results {
            if let error = result.error { throw error }
        }
    }

    private func withAdmin<Result>(_ body: (KafkaAdmin) async throws -> Result) async throws -> Result {
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
