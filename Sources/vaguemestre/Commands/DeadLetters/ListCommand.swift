import ArgumentParser
import Cooperation
import KafkaClient
import Operations
import Worker

extension DeadLettersCommand {
    /// `vaguemestre dead-letters list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Lists the records that were set aside, and why.",
            discussion: "One line for all that failed for the same reason; with --each one line a record.")

        @OptionGroup var selection: LetterSelection
        @Option(help: "Only those that are open, replayed or discarded. Repeatable.", transform: Self.state)
        var state: [FiledLetter.State] = []
        @Flag(help: "One line a record.") var each = false
        @OptionGroup var letters: LetterTopic
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions
        @Flag(help: "One JSON object a line; with --each also bytes and headers.") var json = false

        @Sendable private static func state(_ name: String) throws -> FiledLetter.State {
            guard let state = FiledLetter.State(rawValue: name) else {
                let names = FiledLetter.State.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--state takes one of \(names); found `\(name)`")
            }
            return state
        }

        func run() async throws {
            try await Console.run {
                let connection = try await Connection(options, logging)
                let log = letters.log(connection)
                let register = try await log.register()
                var filter = try selection.filter()
                filter.states = Set(state)
                let found = try DeadLetterFinder(register.letters).pick(filter, limit: selection.limit)
                switch (each, json) {
                case (true, true):
                    for known in try await log.cases(of: found) { try Console.printJSONLine(DeadLetterEntry(known)) }
                case (true, false): Console.print(DeadLetterText.table(found))
                case (false, true):
                    for group in DeadLetterGroup.groups(of: found) { try Console.printJSONLine(GroupLine(group)) }
                case (false, false): Console.print(DeadLetterText.table(DeadLetterGroup.groups(of: found)))
                }
                if register.strangers > 0 {
                    Console.note("\(register.strangers) other records there are no dead letters of a known form")
                }
            }
        }
    }
}

/// A group, for a program.
private struct GroupLine: Encodable {
    let fingerprint: String
    let stage: String
    let code: String
    let path: String
    let message: String
    let first: String
    let last: String
    let count: Int
    let open: Int
    let replayed: Int
    let discarded: Int

    init(_ group: DeadLetterGroup) {
        fingerprint = group.fingerprint
        stage = group.stage?.rawValue ?? DeadLetterEntry.unknownStage
        code = group.code
        path = group.path
        message = group.message
        first = group.first.description
        last = group.last.description
        count = group.count
        open = group.counts[.open] ?? 0
        replayed = group.counts[.replayed] ?? 0
        discarded = group.counts[.discarded] ?? 0
    }
}
