import Foundation
import Operations
import Testing

@Suite("The example files")
struct ExampleFilesTests {
    @Test("validate judges every example as its folder says")
    func everyExample() throws {
        let examples = try ExampleFile.all()
        try #require(!examples.isEmpty)
        let events = DocumentJudge()
        var judges: [String: DocumentJudge] = [:]
        for example in examples {
            let schema = try judges[example.schema] ?? DocumentJudge(schema: PackageFiles.schema(example.schema))
            judges[example.schema] = schema
            let document = try PackageFiles.bytes(of: example.url)
            for judge in example.isEvent ? [events, schema] : [schema] {
                let faults = judge.faults(in: document)
                #expect(faults.isEmpty == example.isValid, "\(example.url.path): \(faults)")
            }
        }
    }

    @Test("every schema but the shared definitions has examples of both sorts")
    func everySchemaHasExamples() throws {
        let schemas = try FileManager.default.contentsOfDirectory(atPath: PackageFiles.schemas.path)
            .filter { $0.hasSuffix(".json") && $0 != "common.v1.json" }.map { String($0.dropLast(5)) }
        let examples = try ExampleFile.all()
        for isValid in [true, false] {
            #expect(Set(examples.filter { $0.isValid == isValid }.map(\.schema)) == Set(schemas))
        }
    }
}
