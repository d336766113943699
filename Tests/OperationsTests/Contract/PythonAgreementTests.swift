import Cooperation
import Foundation
import Operations
import TestSupport
import Testing

@Suite("Agreement with an independent validator")
struct PythonAgreementTests {
    static let schemas = [
        "command.v1", "configuration.v1", "cut.v1", "dead-letter.v1", "delegation.v1", "delivery.v1", "digest.v1",
        "preference.v1",
        "disposition.v1", "holidays.v1", "problem.v1", "receipt.v1",
        "document-headers.v1", "email.v1", "event.v1", "event-headers.v1", "exchange.v1", "notice-headers.v1",
    ]
    static let mutantsPerSchema = 250

    @Test("schemas judge mutants of their examples alike", arguments: schemas)
    func bySchema(_ name: String) async throws {
        let judge = try DocumentJudge(schema: PackageFiles.schema(name))
        try await compare(try mutants([name]), judge, schema: name)
    }

    @Test("the reader of events judges mutants of all kinds as the schema of their kind does")
    func byEventReader() async throws {
        try await compare(try mutants(ExampleFile.eventSchemas), DocumentJudge(), schema: nil)
    }

    private func compare(_ lines: [String], _ judge: DocumentJudge, schema: String?) async throws {
        let options = schema.map { ["--schema", $0] } ?? []
        let theirs = try await PythonTool.verdicts(
            of: "judge_schemas.py", ["--jsonl", "/dev/stdin"] + options, on: lines.map { Data($0.utf8) }
        ).map { $0 == "valid" }
        try #require(theirs.count == lines.count)
        // Mutants of which all are refused would show nothing.
        #expect(theirs.contains(true) && theirs.contains(false))
        for (line, isValid) in zip(lines, theirs) {
            let faults = judge.faults(in: Array(line.utf8))
            #expect(
                faults.isEmpty == isValid,
                "seed \(SeededGenerator.freshSeed): Python says \(isValid ? "valid" : "invalid"), we say \(faults): \(line)"
            )
        }
    }

    /// Mutants of the valid examples of these schemas, as lines.
    private func mutants(_ schemas: [String]) throws -> [String] {
        let examples = try ExampleFile.all().filter { $0.isValid && schemas.contains($0.schema) }
        try #require(!examples.isEmpty)
        let each = Self.mutantsPerSchema / examples.count + 1
        return try examples.enumerated().flatMap { index, example in
            let value = try JSONValue.parse(PackageFiles.bytes(of: example.url), maxDepth: 200).get()
            var mutator = try Mutator(value, seed: SeededGenerator.freshSeed &+ UInt64(index))
            return try (0..<each).map { _ in try mutator.mutant(of: value).jsonText() }
        }
    }
}
