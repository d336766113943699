import DigestEngine
import Foundation
public import KafkaClient
public import Logging
public import Worker

/// What has to be right before stages start: the brokers answer, the topics are there, the guarantee can be kept.
public struct Startup: Sendable {
    private let configuration: WorkerConfiguration
    private let logger: Logger

    /// A start with this configuration.
    public init(configuration: WorkerConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// The context for the stages.
    ///
    /// - Parameter plan: topics to make first, on brokers that do not make them on first use.
    /// - Throws: ``StartupRefusal``, `SecretRefusal` or `MissingTopics` when brokers or topics are not as they must be.
    public func context(clock: any WorkerClock, making plan: TopicPlan? = nil) async throws -> StageContext {
        logger.info("\(librdkafkaVersion)")
        if let warning = librdkafkaVersion.warning { logger.warning("\(warning)") }
        let signer = try LinkSigner.of(
            configuration.settings.preferences, environment: ProcessInfo.processInfo.environment)
        let (configuration, kafka) = try await connect()
        if let plan, try await !isEmbedded(kafka) {
            _ = try await TopicSurvey(plan: plan, kafka: kafka, logger: logger).apply()
        }
        try await TopicPresence(topics: configuration.settings.topics, kafka: kafka, logger: logger).check()
        return StageContext(
            configuration: configuration, clock: clock, progress: ProgressBoard(), kafka: kafka,
            instance: instance(configuration.settings), signer: signer, logger: logger)
    }

    private func instance(_ settings: Settings) -> String {
        guard settings.instance.isEmpty else { return settings.instance }
        return "\(ProcessInfo.processInfo.hostName)-\(ProcessInfo.processInfo.processIdentifier)"
    }

    /// The configuration and connection as the brokers allow them: an embedded broker gets the client properties that
    /// suit it, and the guarantee it can keep.
    ///
    /// - Throws: ``StartupRefusal`` when the brokers do not answer.
    public func connect() async throws -> (WorkerConfiguration, KafkaProperties) {
        var configuration = configuration
        let kafka = KafkaProperties(configuration.settings.kafka)
        guard try await isEmbedded(kafka) else { return (configuration, kafka) }
        if configuration.settings.guarantee == .exactlyOnce {
            logger.warning("the broker is an embedded one, whose transactions do nothing: working at least once")
            configuration.settings.guarantee = .atLeastOnce
        }
        return (configuration, KafkaProperties.embeddedBroker.merging(kafka))
    }

    private func isEmbedded(_ kafka: KafkaProperties) async throws -> Bool {
        let admin = try KafkaAdmin(properties: kafka, logger: logger)
        do {
            _ = try await admin.metadata(deadline: .seconds(30))
            let id = try await admin.clusterID()
            await admin.close()
            return EmbeddedBroker.isEmbedded(clusterID: id)
        } catch {
            await admin.close()
            throw StartupRefusal(
                """
                the brokers at \(kafka.bootstrapServers ?? "?") do not answer: \(error). Check the address \
                (--bootstrap-servers, KAFKA_BOOTSTRAP_SERVERS or kafka: in the configuration), or try it without one: \
                vaguemestre broker
                """)
        }
    }
}

/// A start that cannot be: what is wrong, and what to do.
public struct StartupRefusal: Error, CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String

    /// A refusal with this message.
    public init(_ description: String) {
        self.description = description
    }
}
