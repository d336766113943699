import Foundation
import TestSupport
import Testing

extension AcceptanceTests {
    @Suite("SMTP")
    struct SMTPTests {
        /// Enough for a mail server to be amid several mails when the worker dies.
        private static let connections = 3

        @Test("killed twice amid sending the demo's mails, each arrives, and only those twice that the log named")
        func kill() async throws {
            try await withStage([Self.subscription]) { stage in
                let demo = "\(stage.cluster.prefix).demo."
                let outcome = try await Binary.run(
                    [
                        "demo", "--bootstrap-servers", stage.cluster.bootstrapServers, "--prefix", demo, "--out",
                        stage.scratch.path("demo"), "--set", "topics.replication=1", "--set", "topics.partitions=4",
                    ], limit: .seconds(180))
                try #require(outcome.end == .exit(0), "\(outcome.output)\(outcome.errors)")
                let emails = try await LogTail.everything(in: "\(demo)partner.emails", on: stage.cluster)
                let expected = Set(emails.compactMap { $0.header("vm-message-id") })
                try #require(expected.count > 30)

                try await MailServer.run(["--delay-ms", "40"]) { server in
                    let config = try Self.configuration(stage, server, emails: "\(demo)partner.emails")
                    var named: [String] = []
                    for part in 1...2 {
                        named += try await sendAndKill(config, server, after: expected.count * part / 3)
                    }
                    named += try await sendTheRest(config, stage, expected)
                    try check(try server.mails(), expected: expected, named: named)
                }
            }
        }

        /// The office's configuration, to deliver only, and to this server.
        private static func configuration(_ stage: Stage, _ server: MailServer, emails: String) throws -> String {
            let yaml = try String(contentsOfFile: stage.config, encoding: .utf8)
                .replacing("  emails: \(stage.cluster.topic("emails"))", with: "  emails: \(emails)")
                .replacing("deliver:\n  mode: directory", with: deliver(server))
            return try stage.scratch.write("stages: [deliver]\n\(yaml)", to: "smtp.yaml")
        }

        fileprivate static func deliver(_ server: MailServer) -> String {
            """
            deliver:
              mode: smtp
              smtp:
                host: 127.0.0.1
                port: \(server.port)
                security: off
                connections: \(connections)
                retry_first_seconds: 1
                retry_max_seconds: 2
            """
        }

        private func sendAndKill(_ config: String, _ server: MailServer, after count: Int) async throws -> [String] {
            try await withWorker(config: config) { worker in
                _ = try await patiently(.seconds(120), awaiting: "\(count) mails") { try await server.wait(for: count) }
                worker.process.send(SIGKILL)
                #expect(try await worker.process.ended(within: .seconds(30)) == .signal(SIGKILL))
                return Self.named(in: worker)
            }
        }

        private func sendTheRest(_ config: String, _ stage: Stage, _ expected: Set<String>) async throws -> [String] {
            try await withWorker(config: config) { worker in
                let topic = stage.cluster.topic("deliveries")
                try await LogTail.follow([topic], on: stage.cluster) { tail in
                    try await tail.records.wait(within: .seconds(120), awaiting: "the delivery of all mails") {
                        records in
                        expected.isSubset(of: records.filter { $0.state == "delivered" }.map(\.keyText))
                    }
                }
                worker.process.send(SIGTERM)
                #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
                return Self.named(in: worker)
            }
        }

        /// The Message-IDs that the worker said may arrive twice.
        private static func named(in worker: Worker) -> [String] {
            worker.process.errors.value.lines.filter { $0.contains("may arrive twice") }.compactMap { line in
                line.firstMatch(of: /message_id=([^\s,\]]+)/).map { String($0.output.1) }
            }
        }

        private func check(_ mails: [MailServer.Mail], expected: Set<String>, named: [String]) throws {
            let counts = Dictionary(grouping: mails, by: Self.messageID).mapValues(\.count)
            #expect(Set(counts.keys) == expected)
            let twice = Set(counts.filter { $0.value > 1 }.keys)
            print("  \(expected.count) mails, \(named.count) named as in doubt, \(twice.count) there twice")
            #expect(twice.subtracting(named) == [], "there twice, and not named")
            #expect(named.count <= 2 * Self.connections, "only what the server had in hand is in doubt: \(named)")
        }

        private static func messageID(_ mail: MailServer.Mail) -> String {
            let text = String(decoding: mail.bytes, as: UTF8.self)
            return text.firstMatch(of: /\r\nMessage-ID: <([^>]+)>/).map { String($0.output.1) } ?? "none"
        }
    }
}

extension AcceptanceTests.SMTPTests {
    fileprivate static let subscription = Office.Subscription(
        id: "culture-each", audience: "culture", cadence: "{ immediate: { gap_seconds: 0 } }",
        recipients: ["busy", "gone", "later2", "culture"].map { ("\($0)@quebec.example.org", "fr-CA") })

    @Test(
        "a recipient who must wait holds up nobody, one who is refused goes to the dead letters with the server's words"
    )
    func refusals() async throws {
        try await withStage([Self.subscription]) { stage in
            try await MailServer.run { server in
                let yaml = try String(contentsOfFile: stage.config, encoding: .utf8)
                    .replacing("deliver:\n  mode: directory", with: Self.deliver(server))
                let config = try stage.scratch.write(yaml, to: "smtp.yaml")
                let events = (1...4).map { number in
                    SampleEvent(
                        kind: "exchange", action: "proposed", id: "r-\(number)", subject: "exchange/\(number)",
                        domains: ["culture"])
                }
                try await withWorker(config: config) { worker in
                    _ = try await Feeder(cluster: stage.cluster).publish(events, .burst)
                    _ = try await patiently(.seconds(120), awaiting: "mails to those who take them") {
                        try await server.wait(for: 8)
                    }
                    let topics = ["deliveries", "dead-letters"].map(stage.cluster.topic)
                    try await LogTail.follow(topics, on: stage.cluster) { tail in
                        try await tail.records.wait(within: .seconds(60), awaiting: "refusals and deferrals") {
                            records in
                            let states = records.filter { $0.topic == topics[0] }.compactMap(\.state)
                            return states.count { $0 == "refused" } == 4 && states.count { $0 == "deferred" } > 12
                                && records.count { $0.topic == topics[1] } == 4
                        }
                        for letter in tail.records.value where letter.topic == topics[1] {
                            #expect(letter.header("dlq.code") == "mail-refused")
                            #expect(
                                letter.header("dlq.message")?.contains("550 5.1.1 Nobody of that name was ever here")
                                    == true)
                        }
                    }
                    let (status, _, health) = try await worker.get("health/ready")
                    #expect(status == 200)
                    #expect(health.contains(" mails wait"), "\(health)")
                    let metrics = try Exposition(try await worker.get("metrics").body).samples
                    #expect(metrics["vaguemestre_mails_total{outcome=\"accepted\"}"] == 8)
                    #expect(metrics["vaguemestre_mails_total{outcome=\"permanent\"}"] == 4)
                    // Of the four that must wait, some may just be tried again.
                    #expect((1...4).contains(metrics["vaguemestre_mails_waiting"] ?? 0))
                    worker.process.send(SIGTERM)
                    #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
                    #expect(!worker.process.complaint.contains("may arrive twice"))
                }
                let recipients = Set(try server.mails().map(\.to))
                #expect(recipients == ["later2@quebec.example.org", "culture@quebec.example.org"])
            }
        }
    }
}

extension StoredRecord {
    /// The state that a delivery tells.
    fileprivate var state: String? {
        struct Delivery: Decodable { let state: String }
        return try? decode(Delivery.self).state
    }
}
