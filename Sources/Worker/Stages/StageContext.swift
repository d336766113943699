public import DigestEngine
public import KafkaClient
public import Logging

/// What every stage is given: its configuration, and the doors to the world.
public struct StageContext: Sendable {
    /// The configuration, as it was when the context was made.
    public var configuration: WorkerConfiguration
    /// The configuration in force.
    public let live: LiveConfiguration
    /// The clock.
    public var clock: any WorkerClock
    /// Where it says how far it has come.
    public var progress: ProgressBoard
    /// The connection to the brokers.
    public var kafka: KafkaProperties
    /// Names this process among the workers; part of transactional ids.
    public var instance: String
    /// Signs the links to recipients' preferences; nil where there are none.
    public var signer: LinkSigner?
    /// The logger.
    public var logger: Logger

    /// A context from its parts.
    public init(
        configuration: WorkerConfiguration, clock: any WorkerClock, progress: ProgressBoard, kafka: KafkaProperties,
        instance: String, signer: LinkSigner? = nil, logger: Logger
    ) {
        self.configuration = configuration
        live = LiveConfiguration(configuration)
        self.clock = clock
        self.progress = progress
        self.kafka = kafka
        self.instance = instance
        self.signer = signer
        self.logger = logger
    }

    /// The same with the newest configuration.
    func renewed(by edition: LiveConfiguration.Edition) -> StageContext {
        var context = self
        context.configuration = edition.configuration
        return context
    }

    var topics: TopicSettings { configuration.settings.topics }
}
