import Foundation
import TestSupport
import Testing

extension AcceptanceTests {
    /// Operators' commands: written by the program and by strangers, read by strangers and by the program.
    @Suite("operators' commands")
    struct OrderTests {
        private static let subscriptions = [
            Office.Subscription(
                id: "culture-weekly", audience: "culture", cadence: #"{ weekly: { on: [monday], at: ["08:00"] } }"#,
                recipients: [("culture@quebec.example.org", "fr-CA")]),
            Office.Subscription(
                id: "bureau-weekly", audience: "bureau", cadence: #"{ weekly: { on: [monday], at: ["08:00"] } }"#,
                recipients: [("international@quebec.example.org", "fr-CA")]),
        ]

        private static let event = SampleEvent(id: "e-1", subject: "event/1", domains: ["culture"])

        @Test(
            "stand among the notices they concern, as the contract says, whoever wrote them; broken ones are set aside")
        func commands() async throws {
            try await withStage(Self.subscriptions) { stage in
                try await withWorker(config: stage.config) { worker in
                    let topics = ["notices", "dead-letters"].map(stage.cluster.topic)
                    try await LogTail.follow(topics, on: stage.cluster) { tail in
                        let home = try await tell(stage, tail)
                        try await give(stage, home)
                        try await giveAsStranger(stage)
                        try await checkDeadLetter(stage, tail)
                    }
                    worker.process.send(SIGTERM)
                    #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
                }
                try await checkRecords(stage)
                try await checkTrail(stage)
                try await checkOtherCommands(stage)
            }
        }

        /// Has one event routed, and gives the partition that culture is told in. Its publisher cannot make a command of
        /// it.
        private func tell(_ stage: Stage, _ tail: LogTail) async throws -> Int32 {
            try await stage.kcat.produce(
                Self.event.structured, key: Self.event.subject, to: stage.cluster.topic("events"),
                headers: [SampleEvent.contentType, "vm-command=v1"])
            let topic = stage.cluster.topic("notices")
            return try await tail.records.first(within: .seconds(90), awaiting: "the notice for culture") { records in
                records.first { $0.topic == topic && $0.keyText == "culture" }?.partition
            }
        }

        private struct Receipt: Decodable {
            struct Command: Decodable {
                var id: String
                var subject: String?
                var source: String?
            }
            var command: Command
            var partition: Int32
            var position: String
        }

        private func give(_ stage: Stage, _ home: Int32) async throws {
            let notices = stage.cluster.topic("notices")
            let flush = try await stage.command("digests", "flush", "culture-weekly", "--reason", "on part demain")
            #expect(flush.end == .exit(0), "\(flush.errors)")
            #expect(flush.lines.first?.hasPrefix("\(notices)/\(home)@") == true, "\(flush.output)")

            let hold = try await stage.command(
                "digests", "hold", "--audience", "culture", "--until", "2099-12-01T08:00:00-05:00", "--by", "m.tremblay"
            )
            #expect(hold.end == .exit(0), "\(hold.errors)")
            #expect(hold.output.contains("2099-12-01T13:00:00Z"))

            let withdraw = try await stage.command(
                "digests", "withdraw", "culture-weekly", "--subject", Self.event.subject, "--json")
            #expect(withdraw.end == .exit(0), "\(withdraw.errors)")
            let receipt = try withdraw.decode(Receipt.self)
            #expect(receipt.command.source == SampleEvent.source, "looked up in the log")
            #expect(receipt.partition == home)
            #expect(receipt.position.hasPrefix("\(notices)/\(home)@"))
        }

        private static func command(order: String) throws -> Data {
            try SampleEvent.json([
                "id": UUID().uuidString, "order": order, "audience": "culture", "subscription": "culture-weekly",
                "by": "kcat", "at": "2026-11-27T10:04:05-05:00",
            ])
        }

        private func giveAsStranger(_ stage: Stage) async throws {
            for order in ["release", "pause"] {
                try await stage.kcat.produceAsJava(
                    Self.command(order: order), key: "culture", to: stage.cluster.topic("notices"),
                    headers: ["vm-command=v1"])
            }
        }

        private func checkDeadLetter(_ stage: Stage, _ tail: LogTail) async throws {
            let topic = stage.cluster.topic("dead-letters")
            try await tail.records.wait(within: .seconds(60), awaiting: "the dead letter of the broken command") {
                $0.contains { $0.topic == topic }
            }
            let letters = tail.records.value.filter { $0.topic == topic }
            #expect(letters.map { $0.header("dlq.code") } == ["command-unknown-order"])
            #expect(letters.first?.header("dlq.path") == "/order")
            #expect(letters.first?.header("dlq.stage") == "digest")
            #expect(letters.first?.header("dlq.topic") == stage.cluster.topic("notices"))
        }

        /// As strangers see them: kcat reads, PyPI's jsonschema judges.
        private func checkRecords(_ stage: Stage) async throws {
            let records = try await stage.kcat.consume(stage.cluster.topic("notices"))
            let commands = records.filter { $0.header("vm-command") != nil }
            #expect(commands.count == 5)
            #expect(commands.allSatisfy { $0.header("vm-command") == "v1" && $0.key == "culture" })
            let homes = Set(records.filter { $0.key == "culture" }.map(\.partition))
            #expect(homes.count == 1, "commands lie where the notices lie")
            let lines = commands.sorted { $0.offset < $1.offset }.compactMap(\.payload).joined(separator: "\n")
            let file = try stage.scratch.write(lines + "\n", to: "commands.jsonl")
            let judge = Binary.packageRoot.appending(path: "Tests/tools/judge_schemas.py").path
            let verdicts = try await Binary.run(
                PythonTool.interpreter(), [judge, "--jsonl", file, "--schema", "command.v1"])
            #expect(verdicts.lines == ["0\tvalid", "1\tvalid", "2\tvalid", "3\tvalid", "4\tinvalid"], "\(lines)")
        }

        private struct Listed: Decodable {
            var order: String?
            var by: String?
            var reason: String?
            var subscription: String?
            var problem: String?
        }

        private func checkTrail(_ stage: Stage) async throws {
            let outcome = try await stage.command("digests", "commands", "--json")
            #expect(outcome.end == .exit(0), "\(outcome.errors)")
            let listed = try outcome.decode([Listed].self)
            #expect(listed.map(\.order) == ["flush", "hold", "withdraw", "release", nil])
            #expect(listed.first?.reason == "on part demain")
            #expect(listed.compactMap(\.by).dropFirst().first == "m.tremblay")
            #expect(listed.compactMap(\.problem).count == 1)
            #expect(listed.last?.problem?.contains("command-unknown-order") == true)
            let text = try await stage.command("digests", "commands", "culture-weekly")
            #expect(text.output.contains("all of culture") && text.output.contains("withdraw \(Self.event.subject)"))
            #expect(try await stage.command("digests", "commands", "bureau-weekly").output == "no commands\n")
        }

        /// Who reads notices passes the commands by.
        private func checkOtherCommands(_ stage: Stage) async throws {
            let status = try await stage.command("status", "--json")
            #expect(status.end == .exit(0), "\(status.errors)")
            let verify = try await stage.command("digests", "verify")
            #expect(verify.end == .exit(0), "\(verify.output)\(verify.errors)")
        }

        @Test("that mean nobody, nothing or no time are refused before they are written, and the right name suggested")
        func refusals() async throws {
            try await withStage(Self.subscriptions) { stage in
                let refused: [([String], String)] = [
                    (["release", "culture-wekly"], "did you mean `culture-weekly`?"),
                    (["release", "--audience", "cultur"], "did you mean `culture`?"),
                    (["flush", "--audience", "economic-development"], "nobody has subscribed"),
                    (["flush"], "name one subscription"),
                    (["flush", "culture-weekly", "--audience", "culture"], "name one subscription"),
                    (["hold", "culture-weekly", "--until", "2019-12-01T08:00:00-05:00"], "has passed"),
                    (["hold", "culture-weekly", "--until", "2099-12-01"], "expected a time with its offset"),
                    (["flush", "culture-weekly", "--by", "a\u{7}"], "/by"),
                    (["withdraw", "culture-weekly", "--subject", "event/9"], "nothing to withdraw"),
                ]
                for (arguments, message) in refused {
                    let outcome = try await Binary.run(["digests"] + arguments + ["--config", stage.config])
                    #expect(outcome.end == .exit(2), "\(arguments): \(outcome.output)")
                    #expect(outcome.errors.contains(message), "\(arguments): \(outcome.errors)")
                }
                let dry = try await stage.command("digests", "flush", "culture-weekly", "--dry-run")
                #expect(dry.end == .exit(0), "\(dry.errors)")
                #expect(dry.output.contains("nothing written"))
                #expect(try await stage.command("digests", "commands").output == "no commands\n")
            }
        }
    }
}
