import ArgumentParser
import DigestEngine
import Foundation
import Operations

/// `vaguemestre preferences`
struct PreferencesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preferences",
        abstract: "Looks at what recipients chose by the link in their mails, and chooses for those who call.",
        discussion: """
            The preferences topic names nobody: recipients stand in it as codes that only the secret can make of an \
            address. So `find` and `set` take the address, and `list` shows codes.
            """,
        subcommands: [List.self, Find.self, Set.self, Rekey.self])

    /// A way to the topic, for commands that need the secret.
    static func office(_ options: ConfigurationOptions, _ logging: LoggingOptions) async throws -> (
        Connection, PreferenceOffice
    ) {
        let connection = try await Connection(options, logging)
        let office = try PreferenceOffice(
            configuration: connection.configuration, environment: ProcessInfo.processInfo.environment,
            kafka: connection.kafka, logger: connection.logger)
        return (connection, office)
    }

    /// What was chosen, in a few words.
    static func words(_ choice: Preference.Choice) -> String {
        switch choice {
        case .unsubscribed: "unsubscribed"
        case .subscribed: "subscribed again"
        case .paused(let until): "paused until \(until)"
        case .moved(let target): "moved to \(target)"
        }
    }
}

extension PreferencesCommand {
    /// `vaguemestre preferences rekey`
    struct Rekey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rekey", abstract: "Writes every choice again under the secret that signs first.",
            discussion: """
                For the exchange of a secret: put the new one first, restart, run this, and take the old one out when \
                the links made with it have expired.
                """)

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions
        @Flag(help: "Give up choices under another secret whose recipient the configuration does not name.")
        var forget = false
        @Flag(help: "As JSON.") var json = false

        func run() async throws {
            try await Console.run {
                let (_, office) = try await office(options, logging)
                let report = try await office.rekey(forgets: forget)
                if json { return try Console.printJSON(report) }
                Console.print(
                    "\(report.rewritten) choices stand under the first secret now; \(report.unknown) are of nobody "
                        + "whom the configuration names, \(report.forgotten) of them were given up")
            }
        }
    }
}
