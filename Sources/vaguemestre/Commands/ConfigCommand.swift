import ArgumentParser
import Cooperation
import Worker

/// `vaguemestre config`
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Looks at the configuration.", subcommands: [Check.self])

    /// `vaguemestre config check`
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Says everything that is wrong with the configuration; exit code 2 if anything is.")

        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            try await Console.run {
                let configuration = try options.load()
                let routing = configuration.routing
                Console.print(
                    """
                    \(options.config): in order
                    guarantee      \(configuration.settings.guarantee.rawValue)
                    stages         \(listed(configuration.settings.stages.map(\.rawValue)))
                    routes         \(routing.version) (\(routing.rules.count) rules, \(routing.audiences.count) audiences)
                    domains        \(routing.domains.map(\.id).joined(separator: ", "))
                    subscriptions  \(configuration.subscriptions.count)
                    intake         \(describe(configuration.settings.http.intake))
                    """)
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
