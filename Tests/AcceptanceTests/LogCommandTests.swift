import Foundation
import Testing

extension AcceptanceTests {
    /// What looks at the log after a worker has run.
    @Suite("commands that look at the log")
    struct LogCommandTests {
        private static let subscriptions = [
            Office.Subscription(
                id: "culture-now", audience: "culture", cadence: "{ immediate: { gap_seconds: 1 } }",
                recipients: [("culture@quebec.example.org", "fr-CA")]),
            Office.Subscription(
                id: "bureau-weekly", audience: "bureau",
                cadence: #"{ weekly: { on: [monday], at: ["08:00"] } }"#,
                recipients: [("international@quebec.example.org", "fr-CA")]),
        ]

        private static let events = (0..<8).map {
            SampleEvent(
                action: $0.isMultiple(of: 2) ? "proposed" : "confirmed", id: "e-\($0)", subject: "event/\($0)",
                domains: ["culture"])
        }

        @Test("status, digests list, digests verify and topics plan tell how a worker left the log")
        func commands() async throws {
            try await withStage(Self.subscriptions) { stage in
                try await work(on: stage)
                try await checkStatus(stage)
                try await checkList(stage)
                try await checkVerify(stage)
                try await checkPlan(stage)
            }
        }

        private func work(on stage: Stage) async throws {
            try await withWorker(config: stage.config) { worker in
                try await stage.kcat.produce(
                    Self.events.map { ($0.subject, try $0.structured) }, to: stage.cluster.topic("events"),
                    headers: [SampleEvent.contentType])
                try await LogTail.follow(["digests", "deliveries"].map(stage.cluster.topic), on: stage.cluster) {
                    try await stage.waitUntilTold(Self.events, $0, at: ["culture-now"], limit: .seconds(90))
                }
                try await untilCaughtUp(stage)
                worker.process.send(SIGTERM)
                #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
            }
        }

        /// The groups pass the end of a transaction a little after its last record; from outside one can only ask again.
        private func untilCaughtUp(_ stage: Stage) async throws {
            try await patiently(.seconds(30), awaiting: "the groups' offsets at the ends of their topics") {
                while try await stage.command("status", "--json").decode(Status.self).lag.contains(where: {
                    $0.records > 0
                }) {
                    try await Task.sleep(for: .milliseconds(200))
                }
            }
        }

        private struct Status: Decodable {
            struct Lag: Decodable {
                var stage: String
                var records: Int
                var end: Int64
            }
            struct Waiting: Decodable {
                var subscription: String
                var pending: Int
                var nextBoundary: String?
                var digests: Int
            }
            var lag: [Lag]
            var subscriptions: [Waiting]
        }

        private func checkStatus(_ stage: Stage) async throws {
            let outcome = try await stage.command("status", "--json")
            #expect(outcome.end == .exit(0), "\(outcome.errors)")
            let status = try outcome.decode(Status.self)
            for name in ["route", "digest", "compose", "deliver"] {
                let lag = status.lag.filter { $0.stage == name }
                #expect(lag.map(\.end).reduce(0, +) > 0, "\(name) has had something to read")
                #expect(lag.map(\.records).reduce(0, +) == 0, "\(name) has caught up")
            }
            let now = try #require(status.subscriptions.first { $0.subscription == "culture-now" })
            #expect(now.pending == 0)
            #expect(now.nextBoundary == nil)
            #expect(now.digests >= 1)
            let weekly = try #require(status.subscriptions.first { $0.subscription == "bureau-weekly" })
            #expect(weekly.pending == Self.events.count)
            #expect(weekly.nextBoundary == nextMondayMorning())
            #expect(weekly.digests == 0)
            #expect(try await stage.command("status").output.contains("bureau-weekly"))
        }

        /// Monday at eight in Toronto, worked out by Foundation.
        private func nextMondayMorning() -> String? {
            var calendar = Calendar(identifier: .gregorian)
            guard let zone = TimeZone(identifier: "America/Toronto") else { return nil }
            calendar.timeZone = zone
            let boundary = calendar.nextDate(
                after: .now, matching: DateComponents(hour: 8, minute: 0, second: 0, weekday: 2),
                matchingPolicy: .nextTime)
            return boundary?.formatted(.iso8601)
        }

        private struct Listed: Decodable {
            var digest: String
            var subscription: String
            var notices: Int
            var position: String
        }

        private func checkList(_ stage: Stage) async throws {
            let outcome = try await stage.command("digests", "list", "--json")
            #expect(outcome.end == .exit(0), "\(outcome.errors)")
            let listed = try outcome.decode([Listed].self)
            #expect(listed.map(\.notices).reduce(0, +) == Self.events.count)
            #expect(Set(listed.map(\.subscription)) == ["culture-now"])
            #expect(listed.allSatisfy { $0.position.hasPrefix(stage.cluster.topic("digests") + "/") })
            let none = try await stage.command("digests", "list", "--json", "--subscription", "bureau-weekly")
            #expect(try none.decode([Listed].self).isEmpty)
        }

        private struct Verdict: Decodable {
            var digest: String
            var isRight: Bool
        }

        private func checkVerify(_ stage: Stage) async throws {
            let same = try await stage.command("digests", "verify", "--json")
            #expect(same.end == .exit(0), "\(same.output)\(same.errors)")
            let verdicts = try same.decode([Verdict].self)
            #expect(!verdicts.isEmpty && verdicts.allSatisfy(\.isRight))

            var office = stage.office
            office.subscriptions[0].actions = ["confirmed"]
            let other = try stage.scratch.write(
                office.yaml(mailDirectory: stage.scratch.path(stage.mailDirectory)), to: "other.yaml")
            let differs = try await stage.command("digests", "verify", config: other)
            #expect(differs.end == .exit(1), "with another filter the digests cannot be the same")
            let first = try #require(verdicts.first)
            #expect(differs.lines.contains { $0.contains(first.digest) && $0.contains("CHANGED") })
        }

        private struct Planned: Decodable {
            var topic: String
            var what: String
        }

        private func checkPlan(_ stage: Stage) async throws {
            let outcome = try await stage.command("topics", "plan", "--json")
            #expect(outcome.end == .exit(0), "\(outcome.errors)")
            let topics = [
                "delegations", "exchanges", "events", "notices", "digests", "cuts", "emails", "deliveries",
                "preferences", "dead-letters",
            ].map(stage.cluster.topic)
            #expect(Set(try outcome.decode([Planned].self).map(\.topic)) == Set(topics))
        }
    }
}
