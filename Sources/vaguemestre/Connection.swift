import KafkaClient
import Logging
import Operations
import Worker

/// What a command that looks at the log needs: the configuration and a way to the brokers.
struct Connection {
    let configuration: WorkerConfiguration
    let kafka: KafkaProperties
    let logger: Logger

    init(_ options: ConfigurationOptions, _ logging: LoggingOptions) async throws {
        logger = try logging.logger(.warning)
        let startup = Startup(configuration: try options.load(), logger: logger)
        (configuration, kafka) = try await startup.connect()
    }
}
