import ArgumentParser
import Operations
import Worker

extension DigestsCommand {
    /// `vaguemestre digests commands`
    struct Commands: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "commands", abstract: "Lists the commands in the log: who asked for what, when and why.",
            discussion: """
                The commands are the log's own records, and so are kept as long as notices are. Those that the digest \
                stage does not carry out are listed with the reason.
                """)

        @Argument(help: "Only those that concern this subscription.") var subscription: String?
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions
        @Flag(help: "As JSON.") var json = false

        func run() async throws {
            try await Console.run {
                let connection = try await Connection(options, logging)
                let trail = CommandTrail(
                    configuration: connection.configuration, kafka: connection.kafka, logger: connection.logger)
                let entries: [CommandEntry]
                do {
                    entries = try await trail.read(concerning: subscription)
                } catch let unknown as UnknownAddressee {
                    throw BadInput("\(unknown)")
                }
                if json { return try Console.printJSON(entries) }
                Console.print(entries.isEmpty ? "no commands" : table(entries))
            }
        }

        private func table(_ entries: [CommandEntry]) -> String {
            var table = TextTable(["time", "record", "order", "for", "by", "why"])
            for entry in entries {
                table.add([
                    entry.appendedAt, entry.position, order(entry), addressee(entry), entry.by ?? "–", why(entry),
                ])
            }
            return table.render()
        }

        private func order(_ entry: CommandEntry) -> String {
            let more = entry.until.map { " until \($0)" } ?? entry.subject.map { " \($0)" } ?? ""
            return (entry.order ?? "–") + more
        }

        private func addressee(_ entry: CommandEntry) -> String {
            entry.subscription ?? entry.audience.map { "all of \($0)" } ?? "–"
        }

        private func why(_ entry: CommandEntry) -> String {
            [entry.reason, entry.problem.map { "(\($0))" }].compactMap { $0 }.joined(separator: " ")
        }
    }
}
