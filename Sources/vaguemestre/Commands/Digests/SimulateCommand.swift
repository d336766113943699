import ArgumentParser
import Cooperation
import DigestEngine
import Foundation
import Operations
import Worker

extension DigestsCommand {
    /// `vaguemestre digests simulate`
    struct Simulate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "simulate", abstract: "Runs the windows of some days: when digests go out, and how large.",
            discussion: """
                Windows that are over are run again from the log, as if this configuration had been in force all the \
                while and a worker had never stood still: to see what another cadence, filter or holiday would have \
                made of the same news, point --config at it. Of those to come, the next shows what waits now; the \
                others show medians of the past, marked “expected”. Writes nothing; no worker need run.
                """)

        @Argument(help: "The subscriptions; all when none is named.") var subscriptions: [String] = []
        @Option(
            help: ArgumentHelp("The first day (default: today).", valueName: "date"), transform: DateOption.read)
        var from: CalendarDate?
        @Option(
            help: ArgumentHelp("The last day, itself included (default: four weeks later).", valueName: "date"),
            transform: DateOption.read)
        var to: CalendarDate?
        @Flag(help: "As JSON.") var json = false
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions

        func run() async throws {
            try await Console.run {
                let now = SystemClock().now()
                let span = try span(today: CalendarDate(now, in: .current))
                try Addressees(options).check(subscriptions)
                let connection = try await Connection(options, logging)
                let outlooks = try await DigestOutlook(
                    configuration: connection.configuration, kafka: connection.kafka, logger: connection.logger
                ).look(at: subscriptions, span: span, now: now)
                if json { return try Console.printJSON(outlooks) }
                Console.print(OutlookText(outlooks, span: span).render())
            }
        }

        private func span(today: CalendarDate) throws -> DaySpan {
            let first = from ?? today
            let last = to ?? first.adding(days: 27)
            guard let span = DaySpan(from: first, to: last) else {
                throw BadInput("--to \(last) lies before --from \(first): name the first day and the last")
            }
            return span
        }
    }
}

/// Days as the command line takes them.
enum DateOption {
    @Sendable static func read(_ text: String) throws -> CalendarDate {
        guard let date = CalendarDate(text) else {
            throw ValidationError("found `\(text)`, expected a day that exists: 2026-12-01")
        }
        return date
    }
}
