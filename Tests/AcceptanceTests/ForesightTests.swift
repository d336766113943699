import Foundation
import Testing

extension AcceptanceTests {
    /// Commands that look ahead.
    @Suite("looking ahead")
    struct ForesightTests {
        private static let subscriptions = [
            Office.Subscription(
                id: "culture-soon", audience: "culture", cadence: "{ immediate: { gap_seconds: 3 } }",
                recipients: [("culture@quebec.example.org", "fr-CA")])
        ]

        private static let events = (0..<5).map {
            SampleEvent(id: "e-\($0)", subject: "event/\($0)", domains: ["culture"])
        }

        @Test("peek shows, byte for byte, the digest that is then published, and writes nothing")
        func peek() async throws {
            try await withStage(Self.subscriptions) { stage in
                try await LogTail.follow(["notices", "digests"].map(stage.cluster.topic), on: stage.cluster) { tail in
                    try await route(stage, tail)
                    let peeked = try await stage.command("digests", "peek", "culture-soon", "--json")
                    #expect(peeked.end == .exit(0), "\(peeked.errors)")
                    try await checkWords(stage)
                    #expect(tail.records.value.filter { $0.topic == stage.cluster.topic("digests") }.isEmpty)
                    let published = try await publish(stage, tail)
                    #expect(peeked.output == published + "\n")
                    let after = try await stage.command("digests", "peek", "culture-soon", "--json")
                    #expect(after.output == "null\n")
                }
            }
        }

        /// Has notices in the log, and no digest stage that could tell of them.
        private func route(_ stage: Stage, _ tail: LogTail) async throws {
            try await withProcess(Binary.url(), ["run", "--stages", "route", "--config", stage.config]) { router in
                try await stage.kcat.produce(
                    Self.events.map { ($0.subject, try $0.structured) }, to: stage.cluster.topic("events"),
                    headers: [SampleEvent.contentType])
                try await tail.records.wait(within: .seconds(90), awaiting: "the notices for culture") { records in
                    records.filter { $0.keyText == "culture" }.count == Self.events.count
                }
                router.send(SIGTERM)
                #expect(try await router.ended(within: .seconds(60)) == .exit(0))
            }
        }

        private func checkWords(_ stage: Stage) async throws {
            let table = try await stage.command("digests", "peek", "culture-soon")
            #expect(table.output.contains("mail programs show all of it"), "\(table.output)\(table.errors)")
            let text = try await stage.command("digests", "peek", "culture-soon", "--text")
            #expect(text.output.hasPrefix("Le courrier"), "\(text.output)\(text.errors)")
            let before = try await stage.command(
                "digests", "peek", "culture-soon", "--at", "2019-01-01T00:00:00Z", "--json")
            #expect(before.output == "null\n", "nothing had come then")
            let unknown = try await stage.command("digests", "peek", "culture-son")
            #expect(unknown.end == .exit(2))
            #expect(unknown.errors.contains("did you mean `culture-soon`?"))
        }

        private func publish(_ stage: Stage, _ tail: LogTail) async throws -> String {
            try await withProcess(Binary.url(), ["run", "--stages", "digest", "--config", stage.config]) { worker in
                let digest = try await tail.records.first(within: .seconds(90), awaiting: "the digest") { records in
                    records.first { $0.topic == stage.cluster.topic("digests") }
                }
                worker.send(SIGTERM)
                #expect(try await worker.ended(within: .seconds(60)) == .exit(0))
                return String(decoding: digest.value ?? [], as: UTF8.self)
            }
        }

        private struct Outlook: Decodable {
            struct Window: Decodable {
                var standing: String
                var digest: String?
                var notices: Int?
                var lines: Int?
                var bytes: Int?
            }
            var subscription: String
            var windows: [Window]
        }

        @Test("simulate tells over the demo's five weeks what the demo told")
        func simulate() async throws {
            try await withScratch { scratch in
                try await withCluster { cluster in
                    let arguments = ["--bootstrap-servers", cluster.bootstrapServers]
                    let demo = try await Binary.run(
                        ["demo", "--prefix", "\(cluster.prefix).", "--out", scratch.path("out")]
                            + ["--set", "topics.replication=1"] + arguments,
                        limit: .seconds(180))
                    try #require(demo.end == .exit(0), "\(demo.output)\(demo.errors)")
                    let outcome = try await Binary.run(
                        ["digests", "simulate", "--from", "2019-10-07", "--to", "2019-12-09", "--json"]
                            + ["--set", "topics.prefix=\(cluster.prefix)."] + arguments, limit: .seconds(120))
                    try #require(outcome.end == .exit(0), "\(outcome.errors)")
                    try check(try outcome.decode([Outlook].self), try scratch.files(in: "out/digests", suffix: ".json"))
                }
            }
        }

        /// Each published digest is a window of the simulation, with the same counts and as many bytes; and there is no
        /// other with news in it.
        private func check(_ outlooks: [Outlook], _ published: [String: Data]) throws {
            let told = outlooks.flatMap(\.windows).filter { $0.standing == "told" }
            let byID = Dictionary(told.map { ($0.digest ?? "", $0) }) { first, _ in first }
            #expect(published.count > 20)
            for (name, bytes) in published {
                let digest = try JSONDecoder().decode(ReadDigest.self, from: bytes)
                let window = byID[digest.id]
                #expect(window?.notices == digest.counts.notices, "\(name)")
                #expect(window?.lines == digest.sections.map(\.lines.count).reduce(0, +), "\(name)")
                #expect(window?.bytes == bytes.count, "\(name)")
            }
            let news = told.filter { $0.notices != 0 }.compactMap(\.digest).map { "\($0).json" }
            #expect(Set(news).isSubset(of: published.keys))
        }
    }
}
