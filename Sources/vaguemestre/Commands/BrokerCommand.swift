import ArgumentParser
import Foundation
import KafkaClient
import Logging
import ServiceLifecycle
import UnixSignals
import Worker

/// `vaguemestre broker`
struct BrokerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broker",
        abstract: "Runs an embedded Kafka broker on loopback, for trying things out.",
        discussion: """
            Prints its address list as the first line of standard output and runs until it is ended (Ctrl-C). Records \
            live in memory: at most 5 MiB a partition, gone at the end. Its transactions do nothing, so work with \
            --guarantee at-least-once.
            """)

    @Option(help: "How many brokers.")
    var brokers = 1

    @Option(help: "Partitions of the worker's topics (by their default names) and of those given by --topic.")
    var partitions = 4

    @Option(name: .customLong("topic"), help: "Another topic to make at the start; others appear on first use.")
    var topics: [String] = []

    @OptionGroup var logging: LoggingOptions

    func validate() throws {
        guard (1...10).contains(brokers) else { throw ValidationError("--brokers takes 1 to 10") }
        guard (1...1000).contains(partitions) else { throw ValidationError("--partitions takes 1 to 1000") }
    }

    func run() async throws {
        try await Console.run {
            let names = TopicPlan(TopicSettings()).desired.map(\.name) + topics
            let broker = try EmbeddedBroker.start(
                brokers: brokers, topics: Dictionary(names.map { ($0, partitions) }) { first, _ in first })
            Console.print(broker.bootstrapServers)
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [.init(service: UntilShutdown())],
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: try logging.logger(.warning)))
            try await group.run()
            await broker.stop()
        }
    }
}

/// Waits for the request to end.
private struct UntilShutdown: Service {
    func run() async throws {
        try await gracefulShutdown()
    }
}
