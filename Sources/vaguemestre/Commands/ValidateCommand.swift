import ArgumentParser
import Cooperation
import Foundation

/// `vaguemestre validate`
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Says everything that is wrong with events.",
        discussion: """
            Reads JSON Lines, one event a line (a file named .json holds one document over many lines). Each fault is \
            a line `file:line: path: message`. Needs no broker and no configuration. Exit code 2 if there is any.
            """)

    @Argument(help: "Files to read; - is standard input.")
    var files: [String]

    @Option(help: "A JSON Schema to judge by instead, for anything that is no event (schemas/digest.v1.json …).")
    var schema: String?

    func run() async throws {
        try await Console.run {
            let judge = try DocumentJudge(schema: schema)
            var faults = 0
            var documents = 0
            for file in files {
                for document in try InputFile(file).documents() {
                    documents += 1
                    for fault in judge.faults(document.bytes) {
                        faults += 1
                        let path = fault.path.isEmpty ? "" : "\(fault.path): "
                        Console.print("\(document.file):\(document.line): \(path)\(fault.message)")
                    }
                }
            }
            guard faults == 0 else { throw BadInput("\(faults) faults in \(documents) documents") }
            Console.note("\(documents) documents, no fault")
        }
    }
}
