import Cooperation
import Foundation
import Operations
import TestSupport
import Testing
import Worker

@Suite("The reader of commands and the schema of commands")
struct CommandAgreementTests {
    private let judge: DocumentJudge

    init() throws {
        judge = try DocumentJudge(schema: PackageFiles.schema("command.v1"))
    }

    @Test("judge every example alike")
    func examples() throws {
        let examples = try ExampleFile.all().filter { $0.schema == "command.v1" }
        try #require(examples.contains { $0.isValid } && examples.contains { !$0.isValid })
        for example in examples {
            let document = try PackageFiles.bytes(of: example.url)
            #expect(try isAccepted(document) == example.isValid, "\(example.url.lastPathComponent)")
        }
    }

    @Test("judge mutants of the examples alike")
    func mutants() throws {
        let examples = try ExampleFile.all().filter { $0.schema == "command.v1" && $0.isValid }
        var verdicts: Set<Bool> = []
        for (index, example) in examples.enumerated() {
            let value = try JSONValue.parse(PackageFiles.bytes(of: example.url), maxDepth: 8).get()
            var mutator = try Mutator(value, seed: SeededGenerator.freshSeed &+ UInt64(index))
            for _ in 0..<200 {
                let text = try mutator.mutant(of: value).jsonText()
                let isValid = judge.faults(in: Array(text.utf8)).isEmpty
                let isAccepted = try isAccepted(Array(text.utf8))
                verdicts.insert(isValid)
                #expect(isAccepted == isValid, "seed \(SeededGenerator.freshSeed): \(text)")
            }
        }
        #expect(verdicts.count == 2)
    }

    /// Read with the key that the document asks for: the schema knows no key.
    private func isAccepted(_ document: [UInt8]) throws -> Bool {
        var audience: String?
        if case .object(let members) = try JSONValue.parse(document, maxDepth: 8).get(),
            case .string(let text) = members.last(where: { $0.name == "audience" })?.value
        {
            audience = text
        }
        let outcome = CommandReader().read(
            key: audience.map { Array($0.utf8) }, version: CommandRecord.version, value: document)
        if case .success = outcome { return true }
        return false
    }
}
