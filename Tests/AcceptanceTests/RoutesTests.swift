import Foundation
import Testing

extension AcceptanceTests {
    /// What looks at the rules.
    @Suite("commands that try and compare rules")
    struct RoutesTests {
        private static let shipped = Binary.packageRoot.appending(path: "deploy/vaguemestre.yaml")

        /// The shipped configuration with one thing replaced, in a folder of its own with its holidays.
        private func withChanged(
            _ text: String, to other: String, _ body: (Scratch, String) async throws -> Void
        ) async throws {
            try await withScratch { scratch in
                let yaml = try String(contentsOf: Self.shipped, encoding: .utf8)
                try #require(yaml.contains(text))
                try FileManager.default.copyItem(
                    at: Self.shipped.deletingLastPathComponent().appending(path: "holidays"),
                    to: scratch.url("holidays"))
                try await body(scratch, try scratch.write(yaml.replacing(text, with: other), to: "changed.yaml"))
            }
        }

        private static let subscriptions = [
            Office.Subscription(
                id: "bureau-now", audience: "bureau", cadence: "{ immediate: { gap_seconds: 1 } }",
                recipients: [("international@quebec.example.org", "fr-CA")])
        ]

        private static let rule = "when: { domains: [culture] }"
        private static let narrowed = "when: { domains: [culture], not: { kinds: [event] } }"

        @Test("routes test passes the shipped examples, and ends with 1 where a rule does something else, saying why")
        func examples() async throws {
            let passed = try await Binary.run(["routes", "test", "--config", Self.shipped.path])
            #expect(passed.end == .exit(0), "\(passed.output)\(passed.errors)")
            #expect(passed.lines.last?.hasSuffix(" examples, 0 failed") == true)
            try await withChanged(Self.rule, to: Self.narrowed) { _, path in
                let failed = try await Binary.run(["routes", "test", "--config", path])
                #expect(failed.end == .exit(1))
                #expect(failed.output.contains("expected bureau, culture, namur-commissariat"))
                #expect(failed.output.contains("culture-service: `not` excludes what the event is: kinds event"))
                let checked = try await Binary.run(["config", "check", "--config", path])
                #expect(checked.end == .exit(0))
                #expect(checked.lines.contains { $0.hasPrefix("warning: the example “culture goes to its service") })
            }
            let unknown = try await Binary.run(["routes", "test", "nothing", "--config", Self.shipped.path])
            #expect(unknown.end == .exit(2))
        }

        private struct Report: Decodable {
            struct Verdict: Decodable {
                var name: String
                var holds: Bool
            }
            var examples: Int
            var failed: Int
            var untriedRules: [String]
            var verdicts: [Verdict]
        }

        @Test("routes test gives the same as JSON")
        func examplesAsJSON() async throws {
            let outcome = try await Binary.run(["routes", "test", "--json", "--config", Self.shipped.path])
            let report = try outcome.decode(Report.self)
            #expect((report.examples, report.failed) == (report.verdicts.count, 0))
            #expect(report.untriedRules.isEmpty)
            #expect(report.verdicts.allSatisfy { $0.holds })
        }

        @Test("validate with a configuration warns of misspelt names and lets the event pass")
        func misspelt() async throws {
            let event = SampleEvent(id: "e-1", subject: "event/1", domains: ["cultur"])
            let arguments = ["validate", "-", "--config", Self.shipped.path]
            let outcome = try await Binary.run(arguments, input: try event.structured)
            #expect(outcome.end == .exit(0))
            #expect(
                outcome.lines == [
                    "stdin:1: warning: /data/domains/0: the domain `cultur` is not configured, so that it goes to "
                        + "triage; did you mean `culture`?"
                ])
        }

        private struct Line: Decodable {
            struct Outcome: Decodable {
                var audiences: [String]
            }
            struct Totals: Decodable {
                struct Audience: Decodable {
                    var more: Int
                    var fewer: Int
                }
                var events: Int
                var elsewhere: Int
                var refused: Int
                var audiences: [String: Audience]
            }
            var record: String?
            var subject: String?
            var totals: Totals?
        }

        @Test("routes diff over a file lists what would go elsewhere, and ends with 1 only where it is asked to")
        func diffOfFile() async throws {
            try await withChanged(Self.rule, to: Self.narrowed) { scratch, path in
                let events = [
                    SampleEvent(id: "e-1", subject: "event/1", domains: ["culture"]),
                    SampleEvent(kind: "delegation", id: "e-2", subject: "delegation/2", domains: ["culture"]),
                    SampleEvent(id: "e-3", subject: "event/3", domains: ["economic-development"]),
                ]
                let lines = try events.map { try $0.structured } + [Data(), Data("{".utf8)]
                let file = try scratch.write(Data(lines.joined(separator: Data("\n".utf8))), to: "events.jsonl")
                let diff = ["routes", "diff", path, "--config", Self.shipped.path, "--events", file]
                let text = try await Binary.run(diff)
                #expect(text.end == .exit(0), "\(text.errors)")
                #expect(text.lines.first == "\(file):1  ca.quebec.ville.event.confirmed.v1  event/1")
                #expect(text.lines.last?.hasPrefix("3 events: 1 would go elsewhere, 0 to the same") == true)
                #expect(text.lines.last?.hasSuffix("2 as now; 1 records are no events") == true)
                #expect(try await Binary.run(diff + ["--exit-code"]).end == .exit(1))
                let same = ["routes", "diff", Self.shipped.path, "--config", Self.shipped.path, "--events", file]
                #expect(try await Binary.run(same + ["--exit-code"]).end == .exit(0))
            }
        }

        @Test("routes diff reads the log from a time on, and says for whom how many are more or fewer")
        func diffOfLog() async throws {
            try await withStage(Self.subscriptions) { stage in
                let early = (0..<3).map { SampleEvent(id: "a-\($0)", subject: "event/\($0)", domains: ["culture"]) }
                let late = (3..<5).map { SampleEvent(id: "b-\($0)", subject: "event/\($0)", domains: ["culture"]) }
                try await publish(early, on: stage)
                // Records are stamped in milliseconds, when they are sent: these come after that instant.
                let since = try await untilNextMillisecond()
                try await publish(late, on: stage)
                let text = try String(contentsOfFile: stage.config, encoding: .utf8)
                let candidate = try stage.scratch.write(
                    text.replacing("to: [culture]", with: "to: [economic-development]"), to: "candidate.yaml")

                let all = try await totals(stage.command("routes", "diff", candidate, "--json"))
                #expect((all.events, all.elsewhere, all.refused) == (5, 5, 0))
                #expect(all.audiences["culture"]?.fewer == 5)
                #expect(all.audiences["economic-development"]?.more == 5)
                let outcome = try await stage.command("routes", "diff", candidate, "--since", since, "--json")
                #expect(try totals(outcome).events == 2)
                let subjects = try lines(outcome).compactMap(\.subject)
                #expect(Set(subjects) == Set(late.map(\.subject)))
                let records = try lines(outcome).compactMap(\.record)
                #expect(records.allSatisfy { $0.hasPrefix("\(stage.cluster.topic("events"))/") })
            }
        }

        private func publish(_ events: [SampleEvent], on stage: Stage) async throws {
            try await stage.kcat.produce(
                events.map { ($0.subject, try $0.structured) }, to: stage.cluster.topic("events"),
                headers: [SampleEvent.contentType])
        }

        private func untilNextMillisecond() async throws -> String {
            let now = Date()
            try await patiently(.seconds(10), awaiting: "the clock to go on") {
                while Date().timeIntervalSince(now) < 0.01 { await Task.yield() }
            }
            return Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        }

        private func lines(_ outcome: Binary.Outcome) throws -> [Line] {
            #expect(outcome.end == .exit(0), "\(outcome.errors)")
            return try outcome.lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
        }

        private func totals(_ outcome: Binary.Outcome) throws -> Line.Totals {
            try #require(try lines(outcome).last?.totals)
        }

        @Test("run warns of an ended term and of an example that fails, and shows the days left to Prometheus")
        func runWarns() async throws {
            try await withStage(Self.subscriptions) { stage in
                let text = try String(contentsOfFile: stage.config, encoding: .utf8)
                let term = "partners: [namur], domains: [culture], from: 2017-06-23, until: 2019-12-31"
                let example = "{ type: event.confirmed, domains: [culture], partners: [namur] }"
                let config = try stage.scratch.write(
                    text.replacing("protocols: []", with: "protocols: [{ id: old, name: Protocole, \(term) }]")
                        .replacing(
                            "subscriptions:",
                            with: "  examples: [{ name: astray, event: \(example), told: [culture] }]\nsubscriptions:"
                        ), to: "warned.yaml")
                try await withWorker(config: config) { worker in
                    try await worker.ready()
                    let samples = try Exposition(try await worker.get("metrics").body).samples
                    let left = try #require(samples[#"vaguemestre_protocol_days_left{protocol="old"}"#])
                    #expect(left < -2_000)
                    worker.process.send(SIGTERM)
                    #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
                    let log = worker.process.complaint
                    #expect(log.contains("the term of old ended on 2019-12-31"))
                    #expect(log.contains("example=astray"))
                }
                let status = try await stage.command("status", config: config)
                #expect(status.output.contains("warning: the term of old ended on 2019-12-31"))
            }
        }
    }
}
