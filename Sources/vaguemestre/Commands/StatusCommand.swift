import ArgumentParser
import Operations
import Worker

/// `vaguemestre status`
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows how far each stage lies behind, what each subscription waits for, and open dead letters.",
        discussion: "Reads the log and the groups' offsets; no worker need run.")

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var logging: LoggingOptions
    @Flag(help: "As JSON.") var json = false

    func run() async throws {
        try await Console.run {
            let connection = try await Connection(options, logging)
            let report = try await StatusSurvey(
                configuration: connection.configuration, clock: SystemClock(), kafka: connection.kafka,
                logger: connection.logger
            ).report()
            if json { return try Console.printJSON(report) }
            Console.print(lagTable(report.lag))
            Console.print("")
            Console.print(subscriptionTable(report.subscriptions))
            Console.print("")
            Console.print(letterTable(report.deadLetters))
            guard !report.protocols.isEmpty else { return }
            Console.print("")
            Console.print(TermText(report.protocols).render())
        }
    }

    private func lagTable(_ lags: [StatusReport.Lag]) -> String {
        var table = TextTable(["stage", "topic", "partition", "behind", "seconds", "next", "end"])
        for lag in lags {
            table.add([
                lag.stage, lag.topic, String(lag.partition), String(lag.records), String(lag.seconds),
                lag.committed.map(String.init) ?? "–", String(lag.end),
            ])
        }
        return table.render()
    }

    private func subscriptionTable(_ waiting: [StatusReport.Waiting]) -> String {
        var table = TextTable(["subscription", "audience", "pending", "next boundary", "digests"])
        for line in waiting {
            table.add([
                line.subscription, line.audience, String(line.pending), line.nextBoundary ?? "–",
                String(line.digests),
            ])
        }
        return table.render()
    }

    private func letterTable(_ letters: [StatusReport.OpenLetters]) -> String {
        guard !letters.isEmpty else { return "no open dead letters" }
        var table = TextTable(["open dead letters", "of code", "the oldest"])
        for line in letters { table.add([String(line.open), line.code, line.oldest]) }
        return table.render()
    }
}
