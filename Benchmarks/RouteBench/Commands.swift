import ArgumentParser
import Foundation
import KafkaClient
import Logging
import Worker

/// `route-bench broker`
struct BrokerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broker", abstract: "Runs the broker of a comparison until standard input ends.")

    @OptionGroup var load: Load

    func run() async throws {
        let broker = try EmbeddedBroker.start(topics: Rounds.topics(load))
        Report.print(broker.bootstrapServers)
        _ = FileHandle.standardInput.readDataToEndOfFile()
        await broker.stop()
    }
}

/// `route-bench feed`
struct FeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed", abstract: "Fills the topics of all rounds, and writes the plan of notices.")

    @OptionGroup var load: Load
    @Option var bootstrapServers: String
    @Option(help: "Where the plan for the C loop goes.") var plan: String

    func run() async throws {
        let table = try Rounds.configuration(1, of: load.config).routing
        let decks = try Rounds.kinds.map { try EventDeck(kind: $0, table: table) }
        try NoticePlan(decks, table: table).text.write(toFile: plan, atomically: true, encoding: .utf8)
        let feeder = Feeder(
            load: load, decks: decks, kafka: Rounds.kafka(bootstrapServers), logger: Logger(label: "feed"))
        for round in 1...load.rounds { try await feeder.feed(round) }
    }
}

/// `route-bench stage`
struct StageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stage", abstract: "Runs the route stage over one round's topics and prints what it took.")

    @OptionGroup var load: Load
    @Option var bootstrapServers: String
    @Option(help: "Which round's topics to read.") var round: Int

    func run() async throws {
        var logger = Logger(label: "stage") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        let context = StageContext(
            configuration: try Rounds.configuration(round, of: load.config), clock: SystemClock(),
            progress: ProgressBoard(), kafka: Rounds.kafka(bootstrapServers), instance: "bench", logger: logger)
        Report.print("\(try await StageRun(context: context, records: load.records).measure())")
    }
}
