import ArgumentParser
import Cooperation
import KafkaClient
import Operations
import Worker

extension DeadLettersCommand {
    /// `vaguemestre dead-letters replay`
    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replay", abstract: "Puts records back through their stage, as they were or corrected.",
            discussion: """
                Each record goes back into the topic it came from, with its own key, headers and bytes (or those given \
                with --values, or made with --edit). What its stage would still refuse is not replayed, because it \
                would only come back; what was replayed or discarded before is not replayed again.
                """)

        @OptionGroup var selection: LetterSelection
        @Flag(help: "Also what was replayed or discarded before.") var again = false
        @Flag(help: "Also what would only come back, and what no stage of this configuration reads.") var force = false
        @Flag(help: "Correct each value in $VISUAL or $EDITOR first.") var edit = false
        @Option(
            help: ArgumentHelp(
                "Corrections: JSON Lines of {\"record\": \"topic/partition@offset\", \"value\": …, \"headers\": {…}}; - is standard input.",
                valueName: "file"))
        var values: String?
        @Option(help: ArgumentHelp("So many records a second at most.", valueName: "number")) var rate: Int?
        @OptionGroup var disposition: DispositionOptions
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions

        func validate() throws {
            if values == nil { try disposition.requireChoice(by: try selection.filter()) }
            if values != nil, edit { throw ValidationError("--values and --edit exclude each other") }
            if values == "-", !disposition.yes, !disposition.dryRun {
                throw ValidationError("with --values - nobody can be asked: add --yes or --dry-run")
            }
            if let rate, rate < 1 { throw ValidationError("--rate takes a number from 1 on; found \(rate)") }
        }

        func run() async throws {
            try await Console.run {
                let edits = try values.map { try ValueFile($0).edits() } ?? ReplayEdits()
                let connection = try await Connection(options, logging)
                let bench = LetterBench(configuration: connection.configuration)
                var cases = try await find(edits, connection)
                if edit { cases = try await Correction(bench: bench).correct(cases) }
                let plan = DispositionPlan(
                    cases.map(bench.candidate),
                    DispositionPlan.Options(act: .replayed, again: again, force: force))
                let known = Dictionary(uniqueKeysWithValues: cases.map { ($0.letter.position, $0) })
                try await DispositionCounter(options: disposition, connection: connection, rate: rate).carryOut(plan) {
                    known[$0.position].map { DispositionDesk.Order(replaying: $0) }
                }
            }
        }

        /// The letters that are meant, with the values given for them: those with a value, where nothing else is said.
        private func find(_ edits: ReplayEdits, _ connection: Connection) async throws -> [LetterCase] {
            let log = DeadLetterLog(
                configuration: connection.configuration, kafka: connection.kafka, logger: connection.logger)
            var filter = try selection.filter()
            if values != nil, filter.isEmpty { filter.positions = Set(edits.edits.keys) }
            if filter.positions.isEmpty, !again { filter.states = [.open] }
            let finder = DeadLetterFinder(try await log.register().letters)
            let found = values != nil && edits.edits.isEmpty ? [] : try finder.pick(filter, limit: selection.limit)
            return try await log.cases(of: found).map { known in
                var known = known
                if let edit = edits.edits[known.letter.position],
                    !edit.isIdle(for: known.record, ownHeaders: known.ownHeaders)
                {
                    known.edit = edit
                }
                return known
            }
        }
    }
}

/// A file of corrections.
private struct ValueFile {
    private let name: String

    init(_ name: String) {
        self.name = name
    }

    func edits() throws -> ReplayEdits {
        var edits = ReplayEdits()
        for document in try InputFile(name).lines() {
            do throws(ReplayEdits.Problem) {
                try edits.add(line: document.bytes)
            } catch {
                throw BadInput("\(document.file):\(document.line): \(error)")
            }
        }
        return edits
    }
}
