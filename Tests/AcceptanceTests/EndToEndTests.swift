import Foundation
import Testing

extension AcceptanceTests {
    @Suite("end to end")
    struct EndToEndTests {
        private static let atOnce = "{ immediate: { gap_seconds: 1 } }"
        private static let subscriptions = [
            Office.Subscription(
                id: "culture-now", audience: "culture", cadence: atOnce,
                recipients: [("culture@quebec.example.org", "fr-CA")]),
            Office.Subscription(
                id: "economy-now", audience: "economic-development", cadence: atOnce,
                recipients: [("economie@quebec.example.org", "fr-CA")]),
            Office.Subscription(
                id: "bureau-now", audience: "bureau", cadence: atOnce,
                recipients: [("international@quebec.example.org", "fr-CA"), ("officer@quebec.example.org", "en-CA")]),
        ]

        /// All kinds, one domain, two, an unknown one, and several steps of the same subject.
        private static let events: [SampleEvent] = (0..<24).map { number in
            let domains = [
                ["culture"], ["economic-development"], ["culture", "economic-development"], ["ville intelligente"],
            ]
            let kind = ["delegation", "exchange", "event"][number % 3]
            return SampleEvent(
                kind: kind, action: number < 12 ? "proposed" : "confirmed", id: "e-\(number)",
                subject: "\(kind)/\(number % 12)", domains: domains[number % 4])
        }

        @Test("what kcat produces stands in exactly one digest of each audience concerned, and is mailed")
        func kcat() async throws {
            try await withStage(Self.subscriptions) { stage in
                try await withWorker(config: stage.config) { worker in
                    try await produce(to: stage)
                    let topics = ["digests", "deliveries"].map(stage.cluster.topic)
                    try await LogTail.follow(topics, on: stage.cluster) { tail in
                        try await stage.waitUntilTold(
                            Self.events, tail, at: Self.subscriptions.map(\.id), limit: .seconds(90))
                    }
                    worker.process.send(SIGTERM)
                    #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
                }
                try await check(stage)
            }
        }

        /// The number that a schema registry gave the schema of the last record's value.
        private static let schemaID: UInt8 = 42

        /// One record in binary mode, framed as a schema registry's serialiser does; the others in structured mode.
        private func produce(to stage: Stage) async throws {
            for (topic, events) in Dictionary(grouping: Self.events.dropLast(), by: \.topic) {
                try await stage.kcat.produce(
                    events.map { ($0.subject, try $0.structured) }, to: stage.cluster.topic(topic),
                    headers: [SampleEvent.contentType])
            }
            let last = try #require(Self.events.last)
            try await stage.kcat.produce(
                Data([0, 0, 0, 0, Self.schemaID]) + SampleEvent.json(last.data), key: last.subject,
                to: stage.cluster.topic(last.topic),
                headers: [
                    "content-type=application/json", "ce_specversion=1.0", "ce_id=\(last.id)",
                    "ce_source=\(SampleEvent.source)", "ce_type=\(last.type)", "ce_subject=\(last.subject)",
                ])
        }

        private func check(_ stage: Stage) async throws {
            let digests = try await stage.kcat.consume(stage.cluster.topic("digests")).map { record in
                let digest = try JSONDecoder().decode(ReadDigest.self, from: Data((record.payload ?? "").utf8))
                #expect(record.key == digest.subscription)
                #expect(record.header("vm-digest") == digest.id)
                return digest
            }
            #expect(digests.map(\.id).repeated == [])
            #expect(digests.tellings.sorted() == stage.office.tellings(of: Self.events).sorted())

            let emails = try await stage.kcat.consume(stage.cluster.topic("emails")).map { record in
                Mail(digest: record.header("vm-digest") ?? "", recipient: record.key ?? "")
            }
            #expect(emails.repeated == [])
            #expect(Set(emails) == stage.office.mails(of: digests))
            #expect(try stage.scratch.files(in: stage.mailDirectory, suffix: ".eml").count == emails.count)
            #expect(try await stage.kcat.consume(stage.cluster.topic("dead-letters")).isEmpty)

            let framed = try await stage.kcat.consume(stage.cluster.topic("notices")).compactMap {
                $0.header("vm-schema-id")
            }
            let last = try #require(Self.events.last)
            #expect(framed == Office.audiences(of: last).map { _ in "\(Self.schemaID)" })
        }
    }
}
