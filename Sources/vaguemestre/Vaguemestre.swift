import ArgumentParser

/// The program: one command with its subcommands.
@main
struct Vaguemestre: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vaguemestre",
        abstract: "Tells each service of a city what its partner cities are up to.",
        discussion: """
            Reads events about delegations, exchanges and events from Kafka, routes each by cooperation domain to the \
            services concerned, and writes digests and email-ready payloads.

            Try it without any broker:   vaguemestre demo
            Run it:                      vaguemestre run --config deploy/vaguemestre.yaml
            Look at it:                  vaguemestre status --config deploy/vaguemestre.yaml

            Exit codes: 0 done, 1 failed, 2 wrong usage or bad input.
            """,
        version: VersionText.current,
        subcommands: [
            RunCommand.self, DemoCommand.self, BrokerCommand.self, StatusCommand.self, ValidateCommand.self,
            ExplainCommand.self, RoutesCommand.self, ConfigCommand.self, TopicsCommand.self, DigestsCommand.self,
            EmailsCommand.self, PreferencesCommand.self, DeadLettersCommand.self,
        ])

    /// Parses, runs, and ends with the exit codes above: the library alone would end wrong usage with 64.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch  where exitCode(for: error) == .validationFailure {
            Console.note(fullMessage(for: error))
            exit(withError: ExitCode(2))
        } catch {
            exit(withError: error)
        }
    }
}
