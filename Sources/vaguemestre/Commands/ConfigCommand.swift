import ArgumentParser
import Cooperation
import Operations
import Worker

/// `vaguemestre config`
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Looks at the configuration.", subcommands: [Check.self])

    /// `vaguemestre config check`
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Says everything that is wrong with the configuration; exit code 2 if anything is.",
            discussion: """
                Warns as well of what is in order but wants attention: examples that do not hold (see `vaguemestre \
                routes test`), and protocols whose term ends soon or has ended. The exit code stays 0 for warnings.
                """)

        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            try await Console.run {
                let configuration = try options.load()
                let routing = configuration.routing
                let report = configuration.tryExamples()
                let terms = routing.terms(on: CalendarDate(utc: SystemClock().now()))
                Console.print(
                    """
                    \(options.config): in order
                    guarantee      \(configuration.settings.guarantee.rawValue)
                    stages         \(listed(configuration.settings.stages.map(\.rawValue)))
                    routes         \(routing.version) (\(routing.rules.count) rules, \(routing.audiences.count) audiences)
                    domains        \(routing.domains.map(\.id).joined(separator: ", "))
                    examples       \(examples(report))
                    protocols      \(protocols(terms))
                    subscriptions  \(configuration.subscriptions.count)
                    intake         \(describe(configuration.settings.http.intake))
                    """)
                for warning in failing(report) + TermText(terms).warnings { Console.print(warning) }
            }
        }

        private func examples(_ report: ExampleReport) -> String {
            let count = report.verdicts.count
            guard count > 0 else { return "none" }
            return report.failures.isEmpty ? "\(count), all hold" : "\(count), \(report.failures.count) do not hold"
        }

        private func protocols(_ terms: [ProtocolTerm]) -> String {
            let words = terms.map { term in
                switch term.standing {
                case .upcoming: "\(term.id) (not yet in force)"
                case .inForce, .ending: "\(term.id) (until \(term.until), \(term.daysLeft) days left)"
                case .ended: "\(term.id) (ended on \(term.until))"
                }
            }
            return words.isEmpty ? "none" : words.joined(separator: ", ")
        }

        private func failing(_ report: ExampleReport) -> [String] {
            report.failures.map { failure in
                "warning: the example “\(failure.example.name)” does not hold; `vaguemestre routes test` says why"
            }
        }

        private func listed(_ names: [String]) -> String {
            names.isEmpty ? "none" : names.joined(separator: ", ")
        }

        private func describe(_ intake: IntakeSettings) -> String {
            intake.isEnabled ? "on, from \(listed(intake.sources.map(\.id)))" : "off"
        }
    }
}
