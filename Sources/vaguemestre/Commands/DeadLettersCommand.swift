import ArgumentParser
import Operations

/// `vaguemestre dead-letters`
struct DeadLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters", abstract: "Looks at the records that were set aside.", subcommands: [List.self])

    /// `vaguemestre dead-letters list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Lists the records that were set aside, and why.")

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions

        @Flag(help: "One JSON object a line, with bytes and headers.")
        var json = false

        @Option(help: "Only those with this code (not-json, unknown-kind, contract …).")
        var code: String?

        func run() async throws {
            try await Console.run {
                let connection = try await Connection(options, logging)
                let entries = try await DeadLetterLog(
                    configuration: connection.configuration, kafka: connection.kafka, logger: connection.logger
                ).read().filter { code == nil || $0.code == code }
                if json {
                    try entries.forEach(Console.printJSONLine)
                } else {
                    print(entries)
                }
            }
        }

        private func print(_ entries: [DeadLetterEntry]) {
            guard !entries.isEmpty else { return Console.print("no dead letters") }
            var table = TextTable(["record", "stage", "code", "path", "what is wrong"])
            for entry in entries {
                table.add([
                    "\(entry.topic)/\(entry.partition)@\(entry.offset)", entry.stage, entry.code, entry.path,
                    String(entry.message.prefix(100)),
                ])
            }
            Console.print(table.render())
        }
    }
}
