import Foundation
import TestSupport
import Testing

extension AcceptanceTests {
    @Suite("recipients' preferences")
    struct PreferenceTests {
        private static let people = ["ann", "bob", "cyd", "dee"]
        private static let subscriptions = [
            Office.Subscription(
                id: "bureau-now", audience: "bureau", cadence: "{ immediate: { gap_seconds: 1 } }",
                recipients: people.map { ("\($0)@example.org", $0 == "bob" ? "en-CA" : "fr-CA") }),
            Office.Subscription(
                id: "bureau-soon", audience: "bureau", cadence: "{ immediate: { gap_seconds: 0 } }",
                recipients: [("eve@example.org", "fr-BE")]),
        ]

        @Test(
            "who chose by the link of a mail, or by its button, gets the next digests as chosen; the others as before")
        func choose() async throws {
            try await withStage(Self.subscriptions) { stage in
                let config = try configuration(of: stage)
                try await withWorker(config: config) { worker in
                    try await worker.ready()
                    let first = try await mails(about: "p-1", 5, on: stage)
                    #expect(Set(first.keys) == Set(Self.people + ["eve"]))
                    #expect(first.values.allSatisfy { $0.post == "List-Unsubscribe=One-Click" && $0.defects.isEmpty })

                    let base = try await worker.address().absoluteString
                    func path(_ name: String) throws -> String {
                        let link = try #require(first[name]?.unsubscribe)
                        return try base + "/preferences/" + #require(link.split(separator: "/").last)
                    }
                    #expect(try await curl(path("ann")) == 200, "opening it changes nothing")
                    #expect(try await curl(path("bob"), "-d", "List-Unsubscribe=One-Click") == 200)
                    #expect(try await curl(path("cyd"), "-F", "action=pause", "-F", "until=\(tomorrow())") == 200)
                    #expect(try await curl(path("dee"), "-d", "action=move&to=bureau-soon") == 200)
                    #expect(try await curl(path("dee") + "x", "-d", "List-Unsubscribe=One-Click") == 404)
                    let metrics = try Exposition(try await worker.get("metrics").body).samples
                    for (outcome, count) in [("shown", 1.0), ("saved", 3), ("unknown", 1)] {
                        #expect(metrics["vaguemestre_preference_requests_total{outcome=\"\(outcome)\"}"] == count)
                    }

                    // Of bureau-now ann alone, of bureau-soon eve and dee.
                    let second = try await mails(about: "p-2", 3, on: stage)
                    #expect(
                        second.mapValues(\.subscription) == [
                            "ann": "bureau-now", "eve": "bureau-soon", "dee": "bureau-soon",
                        ])

                    let found = try await stage.command(
                        "preferences", "find", "bob@example.org", "--json", config: config)
                    #expect(found.output.contains(#""state" : "unsubscribed""#), "\(found.output)\(found.errors)")
                    let set = try await stage.command(
                        "preferences", "set", "BOB@example.org", "--subscription", "bureau-now", "--subscribe",
                        config: config)
                    #expect(set.end == .exit(0), "\(set.errors)")
                    let third = try await mails(about: "p-3", 4, on: stage)
                    #expect(Set(third.keys) == ["ann", "bob", "dee", "eve"])
                    try await check(stage, worker)
                }
            }
        }

        /// Nothing that is kept or said names anybody.
        private func check(_ stage: Stage, _ worker: Worker) async throws {
            let records = try await LogTail.everything(in: stage.cluster.topic("preferences"), on: stage.cluster)
            #expect(records.count == 4)
            for record in records {
                #expect(!String(decoding: record.value ?? [], as: UTF8.self).contains("@"))
                #expect(!record.keyText.contains("@"))
            }
            worker.process.send(SIGTERM)
            #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
            #expect(!worker.process.complaint.contains("/preferences/A"), "no link in the log")
            let composed = try await LogTail.everything(in: stage.cluster.topic("emails"), on: stage.cluster)
            #expect(composed.count == 5 + 3 + 4, "and no mail that is still under way")
        }

        private func configuration(of stage: Stage) throws -> String {
            let secret = try stage.scratch.write("0123456789abcdef0123456789abcdef\n", to: "secret")
            let yaml = try String(contentsOfFile: stage.config, encoding: .utf8)
            let preferences = """
                preferences: { enabled: true, base_url: "https://digests.example.org", secret_file: \(secret) }

                """
            return try stage.scratch.write(preferences + yaml, to: "with-preferences.yaml")
        }

        private func tomorrow() -> String {
            Date().addingTimeInterval(3 * 86_400).formatted(.iso8601.year().month().day())
        }

        private func curl(_ url: String, _ arguments: String...) async throws -> Int? {
            let outcome = try await Binary.run(
                URL(filePath: "/usr/bin/curl"),
                ["-sS", "--max-time", "50", "-o", "/dev/null", "-w", "%{http_code}"] + arguments + [url])
            return Int(outcome.output)
        }

        /// A mail as Python's parser reads it.
        private struct ReadMail: Decodable {
            let to: String
            let subject: String
            let list: String
            let unsubscribe: String?
            let post: String?
            let defects: [String]

            var name: String { String(to.prefix { $0 != "@" }) }
            var subscription: String {
                list.contains("bureau-soon") ? "bureau-soon" : list.contains("bureau-now") ? "bureau-now" : list
            }
        }

        /// Publishes an event and waits for so many mails about it, by whom they go to.
        private func mails(about id: String, _ count: Int, on stage: Stage) async throws -> [String: ReadMail] {
            let event = SampleEvent(id: id, subject: "events/\(id)", domains: ["culture"])
            let topics = ["digests", "deliveries"].map(stage.cluster.topic)
            return try await LogTail.follow(topics, on: stage.cluster) { tail in
                _ = try await Feeder(cluster: stage.cluster).publish([event], .burst)
                let (digests, deliveries) = (stage.cluster.topic("digests"), stage.cluster.topic("deliveries"))
                let both = Set(Self.subscriptions.map { Telling(subscription: $0.id, event: id) })
                try await tail.records.wait(within: .seconds(60), awaiting: "the digests of \(id)") { records in
                    both.isSubset(of: records.digests(in: digests).tellings)
                }
                let ids = Set(tail.records.value.digests(in: digests).filter { $0.eventIDs.contains(id) }.map(\.id))
                try await tail.records.wait(within: .seconds(60), awaiting: "\(count) mails about \(id)") { records in
                    records.deliveries(in: deliveries).filter { ids.contains($0.digest) }.count >= count
                }
                return try await read(stage).filter { $0.subject.contains("events/\(id)") }
                    .reduce(into: [:]) { $0[$1.name] = $1 }
            }
        }

        private func read(_ stage: Stage) async throws -> [ReadMail] {
            let script = """
                import email, email.policy, glob, json, sys
                for name in sorted(glob.glob(sys.argv[1] + "/*.eml")):
                    with open(name, "rb") as file:
                        mail = email.message_from_binary_file(file, policy=email.policy.default)
                    link = mail["List-Unsubscribe"]
                    print(json.dumps({
                        "to": mail["To"], "subject": mail["Subject"], "list": mail["List-Id"],
                        "unsubscribe": link and link.strip("<>"), "post": mail["List-Unsubscribe-Post"],
                        "defects": [str(defect) for defect in mail.defects]}))
                """
            let outcome = try await Binary.run(
                try PythonTool.interpreter(), ["-c", script, stage.scratch.path(stage.mailDirectory)])
            return try outcome.lines.map { try JSONDecoder().decode(ReadMail.self, from: Data($0.utf8)) }
        }
    }
}
