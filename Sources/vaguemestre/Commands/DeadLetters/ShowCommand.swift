import ArgumentParser
import Cooperation
import Foundation
import KafkaClient
import Operations
import Worker

extension DeadLettersCommand {
    /// `vaguemestre dead-letters show`
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Shows records that were set aside: all that is wrong, headers and bytes.",
            discussion: """
                What is wrong is judged anew, by the configuration given: every fault, not only the one that the dead \
                letter names. JSON is laid out for reading, its values as they were written; anything else in \
                hexadecimal.
                """)

        @OptionGroup var selection: LetterSelection
        @Flag(help: "Only the bytes of one record, as they are.") var raw = false
        @OptionGroup var letters: LetterTopic
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions
        @Flag(help: "One JSON object a line.") var json = false

        func validate() throws {
            if try selection.filter().isEmpty && selection.limit == nil {
                throw ValidationError("say which: by position, or by --code, --fingerprint …")
            }
        }

        func run() async throws {
            try await Console.run {
                let connection = try await Connection(options, logging)
                let log = letters.log(connection)
                let found = try DeadLetterFinder(try await log.register().letters).pick(
                    try selection.filter(), limit: selection.limit)
                let cases = try await log.cases(of: found)
                if raw { return try write(cases) }
                if cases.isEmpty { return Console.print("no dead letters") }
                let bench = LetterBench(configuration: connection.configuration)
                for known in cases {
                    if json {
                        try Console.printJSONLine(Shown(known, bench.candidate(known).verdict))
                    } else {
                        Console.print(DeadLetterText.whole(known, bench.candidate(known)))
                    }
                }
            }
        }

        private func write(_ cases: [LetterCase]) throws {
            guard cases.count == 1, let known = cases.first else {
                throw BadInput("--raw writes one record; \(cases.count) are meant. Name its position")
            }
            guard let value = known.record.value else { throw BadInput("the record is a tombstone: it has no bytes") }
            FileHandle.standardOutput.write(Data(value))
        }
    }
}

/// A letter and what its stage makes of it now, for a program.
private struct Shown: Encodable {
    let letter: DeadLetterEntry
    let faults: [LetterFault]?
    let prospect: Prospect?

    init(_ known: LetterCase, _ verdict: ReplayVerdict?) {
        letter = DeadLetterEntry(known)
        switch verdict {
        case .taken(let prospect): (faults, self.prospect) = (nil, prospect)
        case .refused(let faults): (self.faults, prospect) = (faults, nil)
        case nil: (faults, prospect) = (nil, nil)
        }
    }
}
