import Foundation
import Operations
import Testing
import Worker

@Suite("Names that a configuration does not know")
struct NameJudgeTests {
    private func remarks(on example: String, _ edit: (String) -> String) throws -> [String] {
        let configuration = try ConfigurationLoader().load(
            contentsOf: PackageFiles.root.appending(path: "deploy/vaguemestre.yaml"))
        let text = try String(
            contentsOf: PackageFiles.schemas.appending(path: "examples/\(example)"), encoding: .utf8)
        return NameJudge(configuration: configuration).remarks(on: Array(edit(text).utf8))
            .map { "\($0.path): \($0.message)" }
    }

    @Test("are remarked with their place and the nearest known one")
    func misspelt() throws {
        let remarks = try remarks(on: "event.v1/valid/smallest.json") {
            $0.replacing("\"economic-development\"", with: "\"smart-city\", \"cultur\"")
        }
        #expect(
            remarks == [
                "/data/domains/0: the domain `smart-city` is not configured, so that it goes to triage",
                "/data/domains/1: the domain `cultur` is not configured, so that it goes to triage; did you mean `culture`?",
            ])
    }

    @Test("are not looked for in what is no event, and not found where all are known")
    func nothing() throws {
        #expect(try remarks(on: "event.v1/valid/smallest.json") { $0 }.isEmpty)
        #expect(try remarks(on: "event.v1/valid/smallest.json") { _ in "{}" }.isEmpty)
    }
}
