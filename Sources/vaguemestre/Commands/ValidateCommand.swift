import ArgumentParser
import Foundation
import Operations

/// `vaguemestre validate`
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Says everything that is wrong with events, or with documents of a JSON Schema.",
        discussion: """
            Reads JSON Lines, one event a line (a file named .json holds one document over many lines). Each fault is \
            a line `file:line: path: message`. Needs no broker and no configuration. Exit code 2 if there is any.

            With --config, names that the configuration does not know are warned of, with the nearest known one. They \
            are no fault: such an event is valid and goes to triage, and the exit code stays as it is.

            A schema may use what this project's schemas use of JSON Schema 2020-12; one that uses more is refused.
            """)

    @Argument(help: "Files to read; - is standard input.")
    var files: [String]

    @Option(
        help: ArgumentHelp(
            "A JSON Schema to judge by instead, for anything that is no event (schemas/digest.v1.json …).",
            valueName: "path"))
    var schema: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("A configuration: warns of names in events that it does not know.", valueName: "path"))
    var config: String?

    func validate() throws {
        if schema != nil, config != nil { throw ValidationError("--config is for events, not for --schema") }
    }

    func run() async throws {
        try await Console.run {
            let judge = try makeJudge()
            let names = try config.map { NameJudge(configuration: try ConfigurationOptions.load($0)) }
            var faults = 0
            var warnings = 0
            var documents = 0
            for file in files {
                for document in try documentsOf(file) {
                    documents += 1
                    for fault in judge.faults(in: document.bytes) {
                        faults += 1
                        let path = fault.path.isEmpty ? "" : "\(fault.path): "
                        Console.print("\(document.file):\(document.line): \(path)\(fault.message)")
                    }
                    for remark in names?.remarks(on: document.bytes) ?? [] {
                        warnings += 1
                        Console.print("\(document.file):\(document.line): warning: \(remark.path): \(remark.message)")
                    }
                }
            }
            guard faults == 0 else { throw BadInput("\(faults) faults in \(documents) documents") }
            Console.note("\(documents) documents, no fault\(warnings == 0 ? "" : ", \(warnings) warnings")")
        }
    }

    private func makeJudge() throws -> DocumentJudge {
        guard let schema else { return DocumentJudge() }
        do {
            return try DocumentJudge(schema: URL(fileURLWithPath: schema))
        } catch let problem as SchemaProblem {
            throw BadInput("\(problem)")
        }
    }

    private func documentsOf(_ file: String) throws -> [InputFile.Document] {
        guard ![".yaml", ".yml"].contains(where: file.hasSuffix) else {
            throw BadInput("\(file): YAML is not judged here; `vaguemestre config check --config \(file)` does it")
        }
        return try InputFile(file).documents()
    }
}
