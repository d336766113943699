import ArgumentParser
import Cooperation
import Foundation
import KafkaClient
import Logging
import Operations
import Worker

/// `vaguemestre demo`
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Plays five weeks of a sample through all stages, in a few seconds.",
        discussion: """
            Starts an embedded broker (or works on the one that --bootstrap-servers or KAFKA_BOOTSTRAP_SERVERS names, \
            in topics of its own that begin with --prefix), publishes each record of the sample at its time on a clock \
            that is moved by hand, and leaves what came of it below --out: digests/*.json, emails/*.json, *.eml and \
            *.html, dead-letters.jsonl. Ends by itself.
            """)

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var logging: LoggingOptions

    @Option(help: "The sample: JSON Lines, one record each.")
    var events = "deploy/demo/events.jsonl"

    @Option(help: "What the names of topics and groups begin with, on a broker that is not the demo's own.")
    var prefix = "demo-\(Int(Date().timeIntervalSince1970))."

    @Option(help: "Where the result goes.")
    var out = "out"

    func run() async throws {
        try await Console.run {
            let logger = try logging.logger(.error)
            let sample = try readSample()
            guard let start = sample.map(\.publishedAt).min() else { throw BadInput("\(events): no record in it") }
            let broker = try await startBroker()
            let directory = URL(fileURLWithPath: out, isDirectory: true)
            try emptyOutput(directory)
            let configuration = try options.load(adding: overrides(broker))
            let clock = SteppedClock(start: start)
            let context = try await Startup(configuration: configuration, logger: logger).context(
                clock: clock, making: TopicPlan(configuration.settings.topics).forRehearsal)
            let progress = DemoProgress(records: sample.count)
            try await Rehearsal(context: context, clock: clock, records: sample) { progress.show($0) }.run()
            progress.end()
            try await report(context, sample: sample, directory: directory)
            await broker?.stop()
        }
    }

    private func readSample() throws -> [SampleRecord] {
        do {
            return try SampleFile(contentsOf: URL(fileURLWithPath: events)).records
        } catch {
            throw BadInput("\(error)")
        }
    }

    /// Without brokers named on the command line or in the environment the demo brings its own.
    private func startBroker() async throws -> EmbeddedBroker? {
        let named = options.bootstrapServers ?? ProcessInfo.processInfo.environment["KAFKA_BOOTSTRAP_SERVERS"]
        return named == nil ? try EmbeddedBroker.start() : nil
    }

    private func overrides(_ broker: EmbeddedBroker?) -> [String: String] {
        var overrides = ["deliver.directory": "\(out)/emails", "deliver.mode": "directory"]
        if let broker {
            overrides["kafka.bootstrap.servers"] = broker.bootstrapServers
        } else {
            overrides["topics.prefix"] = prefix
            overrides["group_prefix"] = prefix + "vaguemestre"
        }
        return overrides
    }

    /// Only what an earlier run wrote is removed.
    private func emptyOutput(_ directory: URL) throws {
        for name in ["digests", "emails", "dead-letters.jsonl"] {
            let url = directory.appendingPathComponent(name)
            if FileManager.default.fileExists(atPath: url.path) { try FileManager.default.removeItem(at: url) }
        }
    }

    private func report(_ context: StageContext, sample: [SampleRecord], directory: URL) async throws {
        let harvest = try await RehearsalHarvest.gather(
            configuration: context.configuration, kafka: context.kafka, directory: directory, logger: context.logger)
        let verdicts = try await DigestVerifier(
            configuration: context.configuration, kafka: context.kafka, logger: context.logger
        ).verify()
        let report = DemoReport(
            configuration: context.configuration, sample: sample, harvest: harvest, verdicts: verdicts, out: out,
            prefix: context.configuration.settings.topics.prefix)
        Console.print(report.render())
    }
}
