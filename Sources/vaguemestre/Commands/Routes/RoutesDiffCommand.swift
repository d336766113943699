import ArgumentParser
import Cooperation
import Foundation
import Operations
import Worker

extension RoutesCommand {
    /// `vaguemestre routes diff`
    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff", abstract: "Says which events another configuration would send elsewhere.",
            discussion: """
                Routes the events in the log by the configuration in force (--config) and by the candidate, and lists \
                each that would go to other audiences, be urgent for others, or go to triage or no longer. Writes \
                nothing; no worker need run. Exit code 0 when it is done, whatever changes; with --exit-code 1 where \
                anything does.
                """)

        @Argument(help: "The candidate: a whole configuration.") var candidate: String
        @Option(
            help: ArgumentHelp("Only events appended then or later, such as 2026-11-01T00:00:00Z.", valueName: "time"),
            transform: OrderTime.read)
        var since: Instant?
        @Option(help: ArgumentHelp("JSON Lines with one event each, instead of the log; - is standard input."))
        var events: String?
        @Flag(help: "Lists events too that go to the same audiences by other rules.") var rules = false
        @Flag(help: "Ends with 1 where an event would go elsewhere.") var exitCode = false
        @Flag(help: "One JSON object a line for each event, and the totals in the last.") var json = false
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions

        func validate() throws {
            if since != nil, events != nil { throw ValidationError("--since is for the log, not for --events") }
        }

        func run() async throws {
            try await Console.run {
                let configuration = try options.load()
                var other = options
                other.config = candidate
                let diff = RouteDiff(configuration: configuration, candidate: try other.load())
                if let events {
                    try compare(events, limits: configuration.settings.route, diff)
                } else {
                    let connection = try await Connection(options, logging)
                    try await diff.compareLog(
                        since: since, kafka: connection.kafka, logger: connection.logger, onChange: show)
                }
                try showTotals(diff)
                if exitCode, diff.totals.elsewhere > 0 { throw ExitCode(1) }
            }
        }

        private func compare(_ file: String, limits: RouteSettings, _ diff: RouteDiff) throws {
            let now = SystemClock().now()
            try LineFile(file, maxLineBytes: limits.maxRecordBytes + 1).forEachLine { number, line in
                try diff.compare(line: line, at: "\(file):\(number)", recordedAt: now, onChange: show)
            }
        }

        private func show(_ change: RouteChange) throws {
            guard change.elsewhere || rules else { return }
            if json { try Console.printJSONLine(change) } else { Console.print(RouteChangeText(change).render()) }
        }

        private func showTotals(_ diff: RouteDiff) throws {
            let summary = RouteDiffSummary(
                before: diff.versions.before, after: diff.versions.after, totals: diff.totals)
            if json { try Console.printJSONLine(summary) } else { Console.print(RouteTotalsText(summary).render()) }
        }
    }
}

/// The last line of a comparison.
struct RouteDiffSummary: Encodable {
    /// The version of the table in force.
    let before: String
    /// The version of the candidate's.
    let after: String
    let totals: RoutingDifferenceTotals
}
