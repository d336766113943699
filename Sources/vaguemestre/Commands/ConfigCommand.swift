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
                    stages         \(configuration.settings.stages.map(\.rawValue).joined(separator: ", "))
                    routes         \(routing.version) (\(routing.rules.count) rules, \(routing.audiences.count) audiences)
                    domains        \(routing.domains.map(\.id).joined(separator: ", "))
                    subscriptions  \(configuration.subscriptions.count)
                    """)
            }
        }
    }
}
