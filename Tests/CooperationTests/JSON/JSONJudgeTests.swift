import Foundation
import TestSupport
import Testing

@testable import Cooperation

/// Our parser against two others, by `Tests/tools/judge_json.py`: what is JSON, and what it says.
@Suite("JSON as others read it")
struct JSONJudgeTests {
    private static let maxDepth = 64

    @Test("every case of the judges is told as they tell it")
    func cases() async throws {
        let lines = try await PythonTool.answers(of: "judge_json.py", ["--cases", "--depth", "\(Self.maxDepth)"])
        #expect(lines.count > 15_000)
        for line in lines {
            let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
            let text = try #require(Data(base64Encoded: String(fields[1])), "\(line)")
            expectAgreement([UInt8](text), fields[2], "\(fields[0])")
        }
    }

    @Test("damaged documents are told as the judges tell them")
    func damaged() async throws {
        let seed = SeededGenerator.freshSeed
        var mutator = ByteMutator(generator: SeededGenerator(seed: seed))
        let documents = ExampleEvents.all.map(\.bytes) + JSONParserTests.valid.map { Array($0.utf8) }
        let texts = (0..<6_000).map { mutator.mutate(documents[$0 % documents.count]) }
        let answers = try await PythonTool.answers(
            of: "judge_json.py", ["--depth", "\(Self.maxDepth)"], to: texts.map { Data($0).base64EncodedString() })
        #expect(answers.count == texts.count)
        for (number, (text, answer)) in zip(texts, answers).enumerated() {
            expectAgreement(text, answer, "VAGUEMESTRE_SEED=\(seed), text \(number)")
        }
        #expect(answers.count { $0.hasPrefix("valid") } > 300)
    }

    private func expectAgreement(_ text: [UInt8], _ answer: Substring, _ context: String) {
        let fields = answer.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
        let (verdict, form) = (fields[0], fields.dropFirst().first ?? "")
        var (ours, ourForm) = ("valid", "")
        switch Cooperation.JSONValue.parse(text, maxDepth: Self.maxDepth) {
        case .success(let value): ourForm = value.judgedForm
        case .failure(let rejection): ours = rejection.code.rawValue
        }
        if verdict.split(separator: " or ").contains(ours[...]), form == ourForm { return }
        let excerpt = String(decoding: text.prefix(300), as: UTF8.self).debugDescription
        Issue.record("\(context): \(ours) \(ourForm), the judges say \(answer): \(excerpt)")
    }
}

extension Cooperation.JSONValue {
    /// Its content as the judges write it.
    fileprivate var judgedForm: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .number(let number): number.text
        case .string(let text): Self.hex(text)
        case .array(let elements): "[" + elements.map(\.judgedForm).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { Self.hex($0.name) + ":" + $0.value.judgedForm }.joined(separator: ",") + "}"
        }
    }

    private static func hex(_ text: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let bytes = text.utf8.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "\"" + String(decoding: bytes, as: UTF8.self) + "\""
    }
}
