import Foundation
import Testing

extension AcceptanceTests {
    /// What other programs find in the emails topic.
    @Suite("forms of emails")
    struct EmailFormatTests {
        private static let subscription = Office.Subscription(
            id: "culture-now", audience: "culture", cadence: "{ immediate: { gap_seconds: 1 } }",
            recipients: [("culture@quebec.example.org", "fr-CA"), ("officer@quebec.example.org", "en-CA")])

        private static let event = SampleEvent(id: "e-1", subject: "event/1", domains: ["culture"])

        @Test(
            "the topic holds messages or payloads as the configuration has it; the mails delivered are those very bytes",
            arguments: ["mime", "both"])
        func forms(_ format: String) async throws {
            try await withStage([Self.subscription]) { stage in
                try await withWorker(config: stage.config, arguments: ["--set", "emails.format=\(format)"]) { worker in
                    try await stage.kcat.produce(
                        [(Self.event.subject, try Self.event.structured)], to: stage.cluster.topic(Self.event.topic),
                        headers: [SampleEvent.contentType])
                    let topics = ["digests", "deliveries"].map(stage.cluster.topic)
                    try await LogTail.follow(topics, on: stage.cluster) { tail in
                        try await stage.waitUntilTold(
                            [Self.event], tail, at: [Self.subscription.id], limit: .seconds(60))
                    }
                    worker.process.send(SIGTERM)
                    #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
                }
                let records = try await stage.kcat.consume(stage.cluster.topic("emails"))
                #expect(Set(records.compactMap(\.key)) == Set(Self.subscription.recipients.map(\.address)))
                let type = format == "mime" ? "message/rfc822" : "application/json"
                #expect(records.map { $0.header("content-type") } == [type, type])
                let messages = try records.map { try Self.message($0.payload ?? "", format) }
                let mails = try stage.scratch.files(in: stage.mailDirectory, suffix: ".eml").values.map {
                    String(decoding: $0, as: UTF8.self)
                }
                #expect(messages.sorted() == mails.sorted())
            }
        }

        /// The message that a record holds.
        private static func message(_ value: String, _ format: String) throws -> String {
            struct Payload: Decodable {
                struct Origin: Decodable { var message: String }
                var vaguemestre: Origin
            }
            guard format == "both" else { return value }
            return try JSONDecoder().decode(Payload.self, from: Data(value.utf8)).vaguemestre.message
        }
    }
}
