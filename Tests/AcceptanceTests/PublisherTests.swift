import Foundation
import TestSupport
import Testing

extension AcceptanceTests {
    /// A city that publishes with software that nobody here wrote, and not without mistakes.
    @Suite("a publisher with other software")
    struct PublisherTests {
        private static let subscriptions = [
            Office.Subscription(
                id: "bureau-now", audience: "bureau", cadence: "{ immediate: { gap_seconds: 1 } }",
                recipients: [("international@quebec.example.org", "fr-CA")])
        ]
        /// As many as one digest has room for.
        private static let lot = 100
        private static let lots = 10

        @Test("of 1,000 records, 100 of them broken in twelve ways, 900 are told; corrected and replayed all are, once")
        func thousand() async throws {
            try await withStage(Self.subscriptions) { stage in
                let text = try String(contentsOfFile: stage.config, encoding: .utf8)
                try stage.scratch.write(text + "\nroute:\n  max_record_bytes: 65536\n", to: "office.yaml")
                try await withWorker(config: stage.config) { worker in
                    let topics = ["digests", "dead-letters"].map(stage.cluster.topic)
                    try await LogTail.follow(topics, on: stage.cluster) { tail in
                        var published: [Published] = []
                        for lot in 0..<Self.lots { published += try await publish(lot, stage, tail) }
                        let letters = try await letters(tail, stage, count: published.count { $0.code != nil })
                        check(letters, published)
                        try await correct(letters, published, stage)
                        try await check(tail, stage, told: Set(published.map(\.id)))
                    }
                    worker.process.send(SIGTERM)
                    #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
                }
            }
        }

        /// A record as the publisher tells of it.
        private struct Published: Decodable {
            let record: String
            let id: String
            /// Of a broken one, the code of its dead letter.
            let code: String?
        }

        /// Publishes a lot, and waits until what is right in it was told.
        private func publish(_ lot: Int, _ stage: Stage, _ tail: LogTail) async throws -> [Published] {
            let answer = try await produce(lot, stage)
            let published = try answer.split(separator: "\n").map {
                try JSONDecoder().decode(Published.self, from: Data($0.utf8))
            }
            #expect(published.count == Self.lot)
            let right = Set(published.filter { $0.code == nil }.map(\.id))
            let topic = stage.cluster.topic("digests")
            try await tail.records.wait(within: .seconds(60), awaiting: "the digests of lot \(lot)") {
                right.isSubset(of: $0.digests(in: topic).flatMap(\.eventIDs))
            }
            try stage.scratch.write(answer, to: "published-\(lot).jsonl")
            return published
        }

        private func produce(_ lot: Int, _ stage: Stage) async throws -> String {
            let arguments = [
                "--bootstrap", stage.cluster.bootstrapServers, "--prefix", stage.cluster.prefix,
                "--first", "\(lot * Self.lot)", "--count", "\(Self.lot)",
            ]
            return String(decoding: try await PythonTool.run("produce_events.py", arguments), as: UTF8.self)
        }

        private func letters(_ tail: LogTail, _ stage: Stage, count: Int) async throws -> [StoredRecord] {
            let topic = stage.cluster.topic("dead-letters")
            return try await tail.records.first(within: .seconds(30), awaiting: "\(count) dead letters") { records in
                let letters = records.filter { $0.topic == topic }
                return letters.count >= count ? letters : nil
            }
        }

        private func check(_ letters: [StoredRecord], _ published: [Published]) {
            let broken = published.filter { $0.code != nil }
            #expect(broken.count == 100)
            #expect(Set(broken.map(\.code)).count == 12)
            let found = letters.map { letter in
                let origin = ["topic", "partition", "offset"].map { letter.header("dlq.\($0)") ?? "" }
                return "\(origin[0])/\(origin[1])@\(origin[2]) \(letter.header("dlq.code") ?? "")"
            }
            #expect(found.sorted() == broken.map { "\($0.record) \($0.code ?? "")" }.sorted())
        }

        /// Gives the operator's command what the publisher says is right.
        private func correct(_ letters: [StoredRecord], _ published: [Published], _ stage: Stage) async throws {
            let positions = Dictionary(
                uniqueKeysWithValues: letters.map { letter in
                    let origin = ["topic", "partition", "offset"].map { letter.header("dlq.\($0)") ?? "" }
                    return ("\(origin[0])/\(origin[1])@\(origin[2])", letter.position)
                })
            var lines = Data()
            for lot in 0..<Self.lots {
                let text = try String(contentsOf: stage.scratch.url("published-\(lot).jsonl"), encoding: .utf8)
                for line in text.split(separator: "\n") {
                    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
                    guard var corrected = object["corrected"] as? [String: Any] else { continue }
                    corrected["record"] = positions[object["record"] as? String ?? ""]
                    lines += try SampleEvent.json(corrected) + Data("\n".utf8)
                }
            }
            let values = try stage.scratch.write(lines, to: "corrected.jsonl")
            let command = ["dead-letters", "replay", "--values", values, "--yes", "--reason", "corrected"]
            let outcome = try await Binary.run(command + ["--by", "publisher", "--config", stage.config])
            #expect(outcome.end == .exit(0), "\(outcome.output.suffix(2_000))\(outcome.errors)")
            let again = try await Binary.run(command + ["--by", "publisher", "--config", stage.config])
            #expect(again.end == .exit(0), "\(again.errors)")
        }

        private func check(_ tail: LogTail, _ stage: Stage, told expected: Set<String>) async throws {
            let topic = stage.cluster.topic("digests")
            try await tail.records.wait(within: .seconds(60), awaiting: "the digests of all events") {
                expected.isSubset(of: $0.digests(in: topic).flatMap(\.eventIDs))
            }
            let tellings = tail.records.value.digests(in: topic).tellings
            #expect(tellings.count == Self.lot * Self.lots)
            #expect(tellings.repeated == [])
            let notices = try await LogTail.everything(in: stage.cluster.topic("notices"), on: stage.cluster)
            #expect(notices.count { $0.keyText == "bureau" } == expected.count)
        }
    }
}
