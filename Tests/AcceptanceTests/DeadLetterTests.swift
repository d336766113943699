import Foundation
import KafkaClient
import Testing

extension AcceptanceTests {
    @Suite("dead letters")
    struct DeadLetterTests {
        private static let subscriptions = [
            Office.Subscription(
                id: "bureau-now", audience: "bureau", cadence: "{ immediate: { gap_seconds: 0 } }",
                recipients: [("international@quebec.example.org", "fr-CA")])
        ]

        private static let good: [SampleEvent] = (0...BadRecord.all.count).map {
            SampleEvent(id: "good-\($0)", subject: "event/\($0)", domains: ["culture"])
        }

        @Test("what cannot be read is set aside as it came, with a code that says why, and the partition goes on")
        func poison() async throws {
            try await withStage(Self.subscriptions) { stage in
                let offsets = try await produce(to: stage)
                try await withWorker(config: stage.config) { worker in
                    let topics = ["digests", "deliveries", "dead-letters"].map(stage.cluster.topic)
                    try await LogTail.follow(topics, on: stage.cluster) { tail in
                        try await stage.waitUntilTold(Self.good, tail, at: ["bureau-now"], limit: .seconds(90))
                        let topic = stage.cluster.topic("dead-letters")
                        try await tail.records.wait(within: .seconds(60), awaiting: "the dead letters") { records in
                            records.filter { $0.topic == topic }.count >= BadRecord.all.count
                        }
                    }
                    worker.process.send(SIGTERM)
                    #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
                }
                try await checkTopic(stage, offsets)
                try await checkCommands(stage)
            }
        }

        /// A good record, a bad one, and so on, all in one partition; gives the bad ones' codes by offset.
        private func produce(to stage: Stage) async throws -> [Int64: BadRecord] {
            let topic = stage.cluster.topic("events")
            var properties = stage.cluster.properties
            properties["message.max.bytes"] = "4000000"
            let producer = try KafkaProducer(properties: properties, logger: Cluster.logger)
            var offsets: [Int64: BadRecord] = [:]
            for (event, bad) in zip(Self.good, BadRecord.all.map(Optional.init) + [nil]) {
                _ = try await producer.send(
                    ProducerRecord(
                        topic: topic, partition: 0, key: Array(event.subject.utf8), value: Array(try event.structured),
                        headers: [KafkaHeader(name: "content-type", text: "application/cloudevents+json")]))
                guard let bad else { continue }
                let stands = try await producer.send(
                    ProducerRecord(
                        topic: topic, partition: 0, key: bad.key, value: try bad.value(), headers: bad.headers))
                offsets[stands.offset] = bad
            }
            try await producer.close()
            return offsets
        }

        private func checkTopic(_ stage: Stage, _ offsets: [Int64: BadRecord]) async throws {
            let letters = try await LogTail.everything(in: stage.cluster.topic("dead-letters"), on: stage.cluster)
            #expect(letters.count == BadRecord.all.count)
            for letter in letters {
                let offset = try #require(letter.header("dlq.offset").flatMap { Int64($0) })
                let bad = try #require(
                    offsets[offset], "a dead letter from offset \(offset), where a good record stood")
                #expect(letter.header("dlq.code") == bad.code)
                #expect(letter.header("dlq.topic") == stage.cluster.topic("events"))
                #expect(letter.header("dlq.partition") == "0")
                #expect(letter.header("dlq.stage") == "route")
                #expect(letter.value == (try bad.value()), "\(bad.code): the bytes")
                #expect(letter.key == bad.key)
                #expect(letter.headers.filter { !$0.name.hasPrefix("dlq.") } == bad.headers)
                #expect((letter.header("dlq.message") ?? "").utf8.count <= 1024)
            }
        }

        private struct Listed: Decodable {
            var offset: Int64
            var code: String
            var value: Data?
        }

        private func checkCommands(_ stage: Stage) async throws {
            let table = try await stage.command("dead-letters", "list")
            #expect(table.end == .exit(0))
            let json = try await stage.command("dead-letters", "list", "--each", "--json")
            let listed = try json.lines.map { try JSONDecoder().decode(Listed.self, from: Data($0.utf8)) }
            #expect(listed.map(\.code).sorted() == BadRecord.all.map(\.code).sorted())
            for bad in BadRecord.all {
                #expect(table.lines.contains { $0.contains(" \(bad.code) ") }, "\(bad.code) in the table")
                #expect(listed.first { $0.code == bad.code }?.value.map(Array.init) == (try bad.value()))
            }
            let filtered = try await stage.command("dead-letters", "list", "--each", "--json", "--code", "not-json")
            #expect(filtered.lines.count == 1)
        }
    }
}
