import Foundation
import TestSupport
import Testing

extension AcceptanceTests {
    @Suite("demo")
    struct DemoTests {
        @Test("the demo ends by itself, twice with the same digests, and leaves mails without a defect")
        func demo() async throws {
            try await withScratch { scratch in
                for out in ["first", "second"] {
                    let outcome = try await Binary.run(
                        ["demo", "--out", scratch.path(out)], limit: .seconds(180))
                    #expect(outcome.end == .exit(0), "\(outcome.output)\(outcome.errors)")
                    #expect(outcome.output.contains("digests rebuilt from the log with the same hash"))
                }
                let digests = try scratch.files(in: "first/digests", suffix: ".json")
                #expect(digests.count > 20)
                #expect(try scratch.files(in: "second/digests", suffix: ".json") == digests)
                for suffix in [".eml", ".json", ".html"] {
                    let files = try scratch.files(in: "first/emails", suffix: suffix)
                    #expect(files.count >= digests.count, "\(suffix)")
                    #expect(try scratch.files(in: "second/emails", suffix: suffix) == files, "\(suffix)")
                }
                try await checkMails(scratch)
                try checkDeadLetters(scratch)
            }
        }

        private struct Mailbox: Decodable {
            var messages: Int
            var defects: [String]
        }

        /// Python's mail parser is the judge.
        private func checkMails(_ scratch: Scratch) async throws {
            let judge = Binary.packageRoot.appending(path: "Tests/tools/judge_mailbox.py").path
            let outcome = try await Binary.run(try PythonTool.interpreter(), [judge, scratch.path("first/emails")])
            try #require(outcome.end == .exit(0), "\(outcome.errors)")
            let mailbox = try outcome.decode(Mailbox.self)
            #expect(mailbox.defects == [])
            #expect(mailbox.messages == (try scratch.files(in: "first/emails", suffix: ".eml").count))
        }

        private struct Letter: Decodable {
            var code: String
        }

        private func checkDeadLetters(_ scratch: Scratch) throws {
            let lines = try String(contentsOf: scratch.url("first/dead-letters.jsonl"), encoding: .utf8)
                .split(separator: "\n")
            let codes = try lines.map { try JSONDecoder().decode(Letter.self, from: Data($0.utf8)).code }
            #expect(codes.count == 8)
            #expect(Set(codes).count > 4, "broken in different ways: \(codes)")
        }
    }
}
