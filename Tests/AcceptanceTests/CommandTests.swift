import Foundation
import Testing

extension AcceptanceTests {
    /// What needs no brokers.
    @Suite("commands without brokers")
    struct CommandTests {
        private static let shipped = Binary.packageRoot.appending(path: "deploy/vaguemestre.yaml")

        @Test("the shipped configuration is in order")
        func configCheck() async throws {
            let outcome = try await Binary.run(["config", "check", "--config", Self.shipped.path])
            #expect(outcome.end == .exit(0), "\(outcome.errors)")
            #expect(outcome.output.contains("in order"))
        }

        @Test("a misspelt key is refused with its file and line, and the right one is suggested")
        func misspeltKey() async throws {
            try await withScratch { scratch in
                let text = try String(contentsOf: Self.shipped, encoding: .utf8)
                let spoilt = text.replacing("grace_seconds:", with: "grace_secnds:")
                let line =
                    try #require(
                        spoilt.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
                            $0.contains("grace_secnds:")
                        }) + 1
                let path = try scratch.write(spoilt, to: "spoilt.yaml")
                let outcome = try await Binary.run(["config", "check", "--config", path])
                #expect(outcome.end == .exit(2))
                #expect(outcome.errors.contains("\(path):\(line): "))
                #expect(outcome.errors.contains("`grace_secnds`"))
                #expect(outcome.errors.contains("did you mean `grace_seconds`?"))
            }
        }

        @Test("validate passes good events, and tells each fault of a bad one as file:line: path: message")
        func validate() async throws {
            try await withScratch { scratch in
                let good = SampleEvent(id: "e-1", subject: "event/1", domains: ["culture"])
                var bad = try JSONSerialization.jsonObject(with: try good.structured) as? [String: Any] ?? [:]
                var data = good.data
                data["direction"] = "sideways"
                bad["data"] = data
                let lines = [try good.structured, Data(), try SampleEvent.json(bad), Data("{".utf8)]
                let fine = try scratch.write(try good.structured, to: "fine.jsonl")
                let spoilt = try scratch.write(Data(lines.joined(separator: Data("\n".utf8))), to: "spoilt.jsonl")

                let passed = try await Binary.run(["validate", fine])
                #expect(passed.end == .exit(0), "\(passed.output)")
                #expect(passed.output.isEmpty)

                let refused = try await Binary.run(["validate", fine, spoilt])
                #expect(refused.end == .exit(2))
                #expect(refused.lines.count == 2)
                #expect(refused.lines.first?.hasPrefix("\(spoilt):3: /data/direction: ") == true)
                #expect(refused.lines.last?.hasPrefix("\(spoilt):4: not-json: ") == true)
            }
        }

        @Test("validate reads standard input too")
        func validateStandardInput() async throws {
            let event = SampleEvent(id: "e-1", subject: "event/1", domains: ["culture"])
            #expect(try await Binary.run(["validate", "-"], input: event.structured).end == .exit(0))
            let refused = try await Binary.run(["validate", "-"], input: Data("[]\n".utf8))
            #expect(refused.end == .exit(2))
            #expect(refused.lines.allSatisfy { $0.hasPrefix("stdin:1: ") })
        }

        private struct Explanation: Decodable {
            struct Told: Decodable {
                var audience: String
                var rules: [String]
            }
            struct Unknown: Decodable {
                var name: String
            }
            var told: [Told]
            var unknown: [Unknown]
            var rules: [String]
        }

        @Test("explain says who is told by which rule, why others are not, and what is unknown")
        func explain() async throws {
            let event = SampleEvent(id: "e-1", subject: "event/1", domains: ["culture", "ville intelligente"])
            let arguments = ["explain", "-", "--config", Self.shipped.path]
            let outcome = try await Binary.run(arguments + ["--json"], input: try event.structured)
            #expect(outcome.end == .exit(0), "\(outcome.errors)")
            let explanation = try outcome.decode(Explanation.self)
            #expect(Set(explanation.told.map(\.audience)) == ["culture", "bureau", "namur-commissariat"])
            #expect(explanation.told.first { $0.audience == "culture" }?.rules == ["culture-service"])
            #expect(explanation.unknown.map(\.name) == ["ville intelligente"])
            #expect(explanation.rules.contains { $0.contains("strategic-coherence: wants priorities strategic") })

            let text = try await Binary.run(arguments, input: try event.structured)
            #expect(text.lines.contains { $0.contains("culture-service") })
        }

        @Test("explain refuses what is no event with exit code 2")
        func explainNoEvent() async throws {
            let outcome = try await Binary.run(["explain", "-", "--config", Self.shipped.path], input: Data("{}".utf8))
            #expect(outcome.end == .exit(2))
        }

        @Test(
            "wrong usage ends with exit code 2, as the help says",
            arguments: [["frobnicate"], ["run", "--nonsense"], ["validate"]])
        func usage(_ arguments: [String]) async throws {
            let outcome = try await Binary.run(arguments)
            #expect(outcome.end == .exit(2))
            #expect(outcome.errors.contains("Usage:"))
            #expect(outcome.output.isEmpty)
        }

        @Test("brokers that do not answer are named, with what to do, and exit code 1")
        func noBrokers() async throws {
            // Port 1 of loopback: nobody listens there.
            let outcome = try await Binary.run(
                ["status", "--config", Self.shipped.path, "--bootstrap-servers", "127.0.0.1:1"])
            #expect(outcome.end == .exit(1))
            #expect(outcome.errors.contains("127.0.0.1:1"))
            #expect(outcome.errors.contains("--bootstrap-servers"))
        }
    }
}
