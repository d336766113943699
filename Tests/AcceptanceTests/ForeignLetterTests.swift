import Foundation
import KafkaClient
import Testing

extension AcceptanceTests {
    /// Dead letters that other programs wrote, by their own header names and encodings.
    @Suite("dead letters of other programs")
    struct ForeignLetterTests {
        private static let subscriptions = [
            Office.Subscription(
                id: "bureau-now", audience: "bureau", cadence: "{ immediate: { gap_seconds: 0 } }",
                recipients: [("international@quebec.example.org", "fr-CA")])
        ]

        private struct Listed: Decodable {
            var topic: String
            var partition: Int
            var offset: Int64
            var stage: String
            var code: String
            var headers: [String: String]
        }

        @Test("are listed and shown like ours, with their origin and their exception")
        func foreign() async throws {
            try await withStage(Self.subscriptions) { stage in
                let topic = stage.cluster.topic("events.DLT")
                try await makeTopic(topic, on: stage.cluster)
                try await write(to: topic, stage)
                let outcome = try await stage.command("dead-letters", "list", "--in", topic, "--each", "--json")
                #expect(outcome.end == .exit(0), "\(outcome.errors)")
                let listed = try outcome.lines.map { try JSONDecoder().decode(Listed.self, from: Data($0.utf8)) }
                #expect(listed.allSatisfy { $0.stage == "unknown" && $0.headers == ["own": "kept"] })
                #expect(
                    Set(listed.map { "\($0.code) \($0.topic)/\($0.partition)@\($0.offset)" }) == [
                        "json-parse-exception \(stage.cluster.topic("events"))/3@513", "data-exception orders/1@42",
                        "serialization-exception orders/0@7",
                    ])
                #expect(outcome.errors.contains("1 other records"))
                let shown = try await stage.command(
                    "dead-letters", "show", "--in", topic, "--code", "json-parse-exception")
                #expect(shown.output.contains("another program (spring)"))
                #expect(shown.output.contains("contract at /data/title"), "judged by the stage that reads its topic")
            }
        }

        private func makeTopic(_ topic: String, on cluster: Cluster) async throws {
            let admin = try KafkaAdmin(properties: cluster.properties, logger: Cluster.logger)
            if cluster.isEmbedded {
                _ = try await admin.topic(madeOnFirstUse: topic)
            } else {
                _ = try await admin.createTopics([NewTopic(name: topic, partitions: 1, replication: 1)])
            }
            await admin.close()
        }

        private func write(to topic: String, _ stage: Stage) async throws {
            let event = SampleEvent(id: "1", subject: "event/1", domains: ["culture"])
            let broken = String(decoding: try event.structured, as: UTF8.self).replacing("\"title\"", with: "\"titre\"")
            let own = KafkaHeader(name: "own", text: "kept")
            let texts = { (pairs: [(String, String)]) in pairs.map { KafkaHeader(name: $0.0, text: $0.1) } }
            let spring = [
                KafkaHeader(name: "kafka_dlt-original-topic", text: stage.cluster.topic("events")),
                KafkaHeader(name: "kafka_dlt-original-partition", value: [0, 0, 0, 3]),
                KafkaHeader(name: "kafka_dlt-original-offset", value: [0, 0, 0, 0, 0, 0, 2, 1]),
                KafkaHeader(
                    name: "kafka_dlt-exception-cause-fqcn", text: "com.fasterxml.jackson.core.JsonParseException"),
            ]
            let connect = texts([
                ("__connect.errors.topic", "orders"), ("__connect.errors.partition", "1"),
                ("__connect.errors.offset", "42"),
                ("__connect.errors.exception.class.name", "org.apache.kafka.connect.errors.DataException"),
            ])
            let streams = texts([
                ("__streams.errors.topic", "orders"), ("__streams.errors.partition", "0"),
                ("__streams.errors.offset", "7"),
                ("__streams.errors.exception", "org.apache.kafka.common.errors.SerializationException: no"),
            ])
            let producer = try KafkaProducer(properties: stage.cluster.properties, logger: Cluster.logger)
            for headers in [[own] + spring, [own] + connect, [own] + streams, [own]] {
                _ = try await producer.send(ProducerRecord(topic: topic, value: Array(broken.utf8), headers: headers))
            }
            try await producer.close()
        }
    }
}
