import ArgumentParser
import DigestEngine
import Operations
import Worker

extension PreferencesCommand {
    /// `vaguemestre preferences list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Lists the choices in force, by code, and counts them.")

        @Option(help: "Only those about this subscription.") var subscription: String?
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions
        @Flag(help: "As JSON.") var json = false

        func run() async throws {
            try await Console.run {
                let (_, office) = try await office(options, logging)
                let found = try await office.read().choices.values
                    .filter { subscription == nil || $0.subscription == subscription }
                    .sorted { ($0.chosenAt, $0.key.description) < ($1.chosenAt, $1.key.description) }
                if json { return try Console.printJSON(found) }
                Console.print(found.isEmpty ? "no choices" : table(found))
            }
        }

        private func table(_ found: [Preference]) -> String {
            var table = TextTable(["chosen", "subscription", "recipient", "choice", "via"])
            for choice in found {
                table.add([
                    "\(choice.chosenAt)", choice.subscription, "\(choice.recipient)",
                    PreferencesCommand.words(choice.choice), choice.via.rawValue,
                ])
            }
            return table.render() + "\n\(found.count) choices"
        }
    }

    /// `vaguemestre preferences find`
    struct Find: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "find", abstract: "Says what somebody gets and chose: why did she not get it?")

        @Argument(help: "The mail address.") var address: String
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions
        @Flag(help: "As JSON.") var json = false

        /// One subscription that names the address.
        private struct Line: Encodable {
            var subscription: String
            /// The one that comes instead, after a move.
            var receives: String?
            var recipient: String
            var state: String
            var newest: Preference?
        }

        func run() async throws {
            try await Console.run {
                let (_, office) = try await office(options, logging)
                let book = try await office.read()
                let now = SystemClock().now()
                let lines = office.standings(of: address, in: book).map { home, found in
                    let standing = found.settled(at: now)
                    return Line(
                        subscription: home.id, receives: standing.state == .unsubscribed ? nil : standing.place.id,
                        recipient: "\(standing.ids[0])", state: state(standing), newest: standing.newest)
                }
                if json { return try Console.printJSON(lines) }
                guard lines.isEmpty else { return Console.print(table(lines)) }
                let choices = office.choices(of: address, in: book).count
                Console.print(
                    "no subscription of this configuration names \(address)"
                        + (choices > 0 ? ", but \(choices) choices of that address are in the topic" : ""))
            }
        }

        private func state(_ standing: PreferenceStanding) -> String {
            switch standing.state {
            case .receiving: "receives"
            case .paused(let until): "paused until \(until)"
            case .unsubscribed: "unsubscribed"
            }
        }

        private func table(_ lines: [Line]) -> String {
            var table = TextTable(["named by", "receives", "state", "chosen", "via", "recipient"])
            for line in lines {
                table.add([
                    line.subscription, line.receives ?? "–", line.state, line.newest.map { "\($0.chosenAt)" } ?? "–",
                    line.newest?.via.rawValue ?? "–", line.recipient,
                ])
            }
            return table.render()
        }
    }
}
