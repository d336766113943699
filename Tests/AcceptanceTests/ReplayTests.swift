import Foundation
import KafkaClient
import Testing

extension AcceptanceTests {
    /// Dead letters as operators deal with them: with the binary, and what strangers see in the log afterwards.
    @Suite("dead letters, dealt with")
    struct ReplayTests {
        private static let subscriptions = [
            Office.Subscription(
                id: "bureau-now", audience: "bureau", cadence: "{ immediate: { gap_seconds: 0 } }",
                recipients: [("international@quebec.example.org", "fr-CA")])
        ]

        @Test("corrected, replayed, replayed for nothing, come back and closed: the log says all of it")
        func replays() async throws {
            try await withStage(Self.subscriptions) { stage in
                try await withWorker(config: stage.config) { worker in
                    let topics = ["notices", "dead-letters"].map(stage.cluster.topic)
                    try await LogTail.follow(topics, on: stage.cluster) { tail in
                        try await checkValues(stage, tail)
                        try await checkEditor(stage, tail)
                        try await checkReturn(stage, tail)
                    }
                    worker.process.send(SIGTERM)
                    #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
                }
                try await checkManners(stage)
            }
        }

        @Test(
            "are each replayed once by two operators at once, where transactions hold",
            .enabled(if: ProcessInfo.processInfo.environment["KAFKA_BOOTSTRAP_SERVERS"] != nil))
        func twoOperators() async throws {
            try await withStage(Self.subscriptions) { stage in
                guard !stage.cluster.isEmbedded else { return }
                let count = 120
                try await file(count, stage)
                async let anne = replay(stage, "--all", "--yes", "--reason", "x", "--rate", "30", "--by", "anne")
                async let bruno = replay(stage, "--all", "--yes", "--reason", "x", "--rate", "30", "--by", "bruno")
                let outcomes = try await [anne, bruno]
                #expect(outcomes.contains { $0.end == .exit(0) }, "one of them finishes")
                _ = try await replay(stage, "--all", "--yes", "--reason", "the rest")

                let replayed = try await LogTail.everything(in: stage.cluster.topic("events"), on: stage.cluster)
                #expect(replayed.count == count)
                #expect(Set(replayed.map(\.keyText)).count == count)
                let open = try await stage.command("dead-letters", "list", "--each", "--state", "open", "--json")
                #expect(open.lines.isEmpty)
            }
        }

        /// Files letters about which there is nothing wrong any more.
        private func file(_ count: Int, _ stage: Stage) async throws {
            let producer = try KafkaProducer(properties: stage.cluster.properties, logger: Cluster.logger)
            for number in 0..<count {
                let event = SampleEvent(id: "e-\(number)", subject: "event/\(number)", domains: ["culture"])
                let reasons = [
                    "topic": stage.cluster.topic("events"), "partition": "0", "offset": String(number),
                    "stage": "route", "code": "contract", "path": "", "message": "", "attempts": "1",
                    "fingerprint": "0123456789ab", "first-failure": "2026-11-22T20:43:02Z",
                ]
                try await producer.produce(
                    ProducerRecord(
                        topic: stage.cluster.topic("dead-letters"), key: Array(event.subject.utf8),
                        value: Array(try event.structured),
                        headers: reasons.map { KafkaHeader(name: "dlq.\($0)", text: $1) }))
            }
            try await producer.close()
        }

        // MARK: Corrected with a file

        private func checkValues(_ stage: Stage, _ tail: LogTail) async throws {
            let letter = try await letter(of: "by-file", stage, tail)
            let fixed = String(decoding: try #require(letter.value), as: UTF8.self)
                .replacing("entrante", with: "incoming")
            let values = try stage.scratch.write(
                #"{"record": "\#(letter.position)", "value": \#(fixed)}"# + "\n", to: "values.jsonl")

            let dry = try await replay(stage, "--values", values, "--dry-run")
            #expect(dry.end == .exit(0))
            #expect(dry.output.contains("would be told to culture by culture-service"))
            let first = try await replay(stage, "--values", values, "--yes", "--reason", "written in French", "--json")
            #expect(first.end == .exit(0), "\(first.errors)")
            let disposition = try #require(try line(first).disposition)
            #expect(disposition.act == "replayed" && disposition.reason == "written in French")
            try await notices(of: "by-file", stage, tail)

            let second = try await replay(stage, "--values", values, "--yes", "--reason", "once more", "--json")
            #expect(second.end == .exit(0))
            #expect(try line(second).obstacle == "closed")
            #expect(try line(second).disposition == nil)

            try await checkOnce("by-file", stage, tail)
            let notice = try #require(tail.records.value.first { notice in isNotice(notice, of: "by-file", stage) })
            #expect(notice.value == Array(fixed.utf8), "the bytes as they stood in the file")
            #expect(notice.header("vm-origin") == disposition.to)
            #expect(!notice.headers.contains { $0.name.hasPrefix("dlq.") }, "what a replay tells the stage stays there")
        }

        // MARK: Corrected in an editor

        private func checkEditor(_ stage: Stage, _ tail: LogTail) async throws {
            let letter = try await letter(of: "by-hand", stage, tail)
            let editor = try stage.scratch.write(
                "#!/bin/sh\nsed -i 's/\"direction\": \"entrante\"/\"direction\": \"incoming\"/' \"$1\"\n",
                to: "editor.sh")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: editor)
            let outcome = try await Binary.run(
                URL(filePath: "/usr/bin/env"),
                [
                    "VISUAL=", "EDITOR=\(editor)", try Binary.url().path, "dead-letters", "replay", letter.position,
                    "--edit", "--yes", "--reason", "mended by hand", "--config", stage.config,
                ])
            #expect(outcome.end == .exit(0), "\(outcome.output)\(outcome.errors)")
            try await notices(of: "by-hand", stage, tail)
            try await checkOnce("by-hand", stage, tail)

            let failing = try await Binary.run(
                URL(filePath: "/usr/bin/env"),
                [
                    "VISUAL=false", try Binary.url().path, "dead-letters", "replay", letter.position, "--again",
                    "--edit", "--yes", "--reason", "x", "--config", stage.config,
                ])
            #expect(failing.end == .exit(2))
            #expect(failing.errors.contains("nothing was done"))
        }

        // MARK: Comes back

        private func checkReturn(_ stage: Stage, _ tail: LogTail) async throws {
            let first = try await letter(of: "stubborn", stage, tail)
            let unforced = try await replay(stage, first.position, "--yes", "--reason", "in vain")
            #expect(unforced.end == .exit(1), "what would only come back is not replayed")
            #expect(unforced.output.contains("/data/direction"))

            var last = first
            for attempt in 2...3 {
                let outcome = try await replay(stage, last.position, "--force", "--yes", "--reason", "see it come back")
                #expect(outcome.end == .exit(0), "\(outcome.errors)")
                let next = try await deadLetter(of: "stubborn", attempts: attempt, stage, tail)
                #expect(next.header("dlq.first-failure") == first.header("dlq.first-failure"))
                #expect(next.header("dlq.replay-of") == last.position)
                #expect(next.header("dlq.fingerprint") == first.header("dlq.fingerprint"))
                #expect(next.headers.count == first.headers.count + 1)
                #expect(next.value == first.value)
                last = next
            }
            let shown = try await stage.command("dead-letters", "show", last.position)
            #expect(shown.output.contains("attempts       3"))
            let raw = try await stage.command("dead-letters", "show", "--raw", last.position)
            #expect(Array(raw.output.utf8) == first.value)

            let status = try await stage.command("status", "--json").decode(Status.self)
            #expect(status.deadLetters == [Status.Open(code: "contract", open: 1)])
            let discarded = try await stage.command(
                "dead-letters", "discard", last.position, "--yes", "--reason", "the publisher gave up", "--by", "anne")
            #expect(discarded.end == .exit(0), "\(discarded.errors)")
            let open = try await stage.command("dead-letters", "list", "--each", "--state", "open", "--json")
            #expect(open.lines.isEmpty)
            let closed = try await stage.command("dead-letters", "list", "--each", "--state", "discarded", "--json")
            #expect(closed.lines.count == 1 && closed.output.contains("the publisher gave up"))
        }

        // MARK: Manners

        private func checkManners(_ stage: Stage) async throws {
            let topic = stage.cluster.topic("dead-letters")
            let before = try await LogTail.everything(in: topic, on: stage.cluster).count
            for (arguments, says) in [
                (["replay", "--code", "contract", "--again", "--force", "--reason", "x"], "add --yes"),
                (["replay", "--yes", "--reason", "x"], "say which"), (["discard", "--all", "--yes"], "--reason"),
                (["replay", "--all", "--yes", "--reason", "two\nlines"], "one line"),
                (["show", "\(topic)/0@99999"], "there is no dead letter"), (["show", "0@1"], "expected a position"),
                (["replay", "--stage", "rout", "--yes", "--reason", "x"], "found `rout`"),
            ] {
                let outcome = try await Binary.run(["dead-letters"] + arguments + ["--config", stage.config])
                #expect(outcome.end == .exit(2), "\(arguments)")
                #expect(outcome.errors.contains(says), "\(arguments): \(outcome.errors)")
            }
            #expect(try await LogTail.everything(in: topic, on: stage.cluster).count == before)
        }

        // MARK: Helpers

        private func replay(_ stage: Stage, _ arguments: String...) async throws -> Binary.Outcome {
            try await Binary.run(["dead-letters", "replay"] + arguments + ["--config", stage.config])
        }

        private struct Status: Decodable {
            struct Open: Decodable, Equatable {
                var code: String
                var open: Int
            }
            var deadLetters: [Open]
        }

        private struct Line: Decodable {
            struct Disposition: Decodable {
                var act: String
                var reason: String
                var to: String?
            }
            var obstacle: String?
            var disposition: Disposition?
        }

        private func line(_ outcome: Binary.Outcome) throws -> Line {
            try JSONDecoder().decode(Line.self, from: Data((try #require(outcome.lines.first)).utf8))
        }

        /// Publishes a broken event as a stranger would, and gives its dead letter.
        private func letter(of id: String, _ stage: Stage, _ tail: LogTail) async throws -> StoredRecord {
            try await stage.kcat.produceAsJava(
                broken(id), key: "event/\(id)", to: stage.cluster.topic("events"), headers: [SampleEvent.contentType])
            return try await deadLetter(of: id, attempts: 1, stage, tail)
        }

        private func broken(_ id: String) throws -> Data {
            let event = SampleEvent(id: id, subject: "event/\(id)", domains: ["culture"])
            return Data(
                String(decoding: try event.structured, as: UTF8.self).replacing("mutual", with: "entrante").utf8)
        }

        private func deadLetter(
            of id: String, attempts: Int, _ stage: Stage, _ tail: LogTail
        ) async throws -> StoredRecord {
            let topic = stage.cluster.topic("dead-letters")
            return try await tail.records.first(within: .seconds(90), awaiting: "dead letter \(attempts) of \(id)") {
                $0.first {
                    $0.topic == topic && $0.keyText == "event/\(id)" && $0.header("dlq.attempts") == String(attempts)
                }
            }
        }

        private func isNotice(_ record: StoredRecord, of id: String, _ stage: Stage) -> Bool {
            record.topic == stage.cluster.topic("notices")
                && String(decoding: record.value ?? [], as: UTF8.self).contains("\"\(id)\"")
        }

        private func notices(of id: String, _ stage: Stage, _ tail: LogTail) async throws {
            try await tail.records.wait(within: .seconds(90), awaiting: "the notices of \(id)") { records in
                Set(records.filter { isNotice($0, of: id, stage) }.map(\.keyText)) == ["culture", "bureau"]
            }
        }

        /// One notice for each audience: what comes after it in its source partition is told, and nothing was between.
        private func checkOnce(_ id: String, _ stage: Stage, _ tail: LogTail) async throws {
            let after = SampleEvent(id: "after-\(id)", subject: "event/\(id)", domains: ["culture"])
            try await stage.kcat.produceAsJava(
                after.structured, key: after.subject, to: stage.cluster.topic("events"),
                headers: [SampleEvent.contentType])
            try await notices(of: after.id, stage, tail)
            let told = tail.records.value.filter { isNotice($0, of: id, stage) }.map(\.keyText)
            #expect(told.sorted() == ["bureau", "culture"])
        }
    }
}
