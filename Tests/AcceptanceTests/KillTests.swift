import Foundation
import KafkaClient
import TestSupport
import Testing

extension AcceptanceTests {
    @Suite("kill -9")
    struct KillTests {
        private static let oneByOne = "{ immediate: { gap_seconds: 0 } }"
        private static let subscriptions = [
            Office.Subscription(
                id: "culture-each", audience: "culture", cadence: oneByOne,
                recipients: [("culture@quebec.example.org", "fr-CA")]),
            Office.Subscription(
                id: "economy-confirmed", audience: "economic-development", cadence: oneByOne, actions: ["confirmed"],
                recipients: [("economie@quebec.example.org", "fr-CA")]),
            Office.Subscription(
                id: "bureau-bursts", audience: "bureau", cadence: "{ immediate: { gap_seconds: 1 } }",
                recipients: [("international@quebec.example.org", "fr-CA"), ("officer@quebec.example.org", "en-CA")]),
        ]

        /// How many events are published between two kills.
        private static let eventsPerRound = 22

        @Test("killed at ten random moments and started again, a worker tells everything once and loses nothing")
        func kill() async throws {
            let seed = SeededGenerator.freshSeed
            print("seed \(seed) (VAGUEMESTRE_SEED=\(seed) replays the moments)")
            var random = SeededGenerator(seed: seed)
            let moments = KillMoment.ten(using: &random)
            let events = Self.events((moments.count + 1) * Self.eventsPerRound, using: &random)
            let rounds = stride(from: 0, to: events.count, by: Self.eventsPerRound).map {
                Array(events[$0..<min($0 + Self.eventsPerRound, events.count)])
            }
            try await withStage(Self.subscriptions) { stage in
                var published: [Feeder.Published] = []
                let topics = KillMoment.followed.map(stage.cluster.topic)
                try await LogTail.follow(topics, on: stage.cluster) { tail in
                    for (moment, round) in zip(moments, rounds) {
                        let rhythm = Rhythm(using: &random)
                        print("  kill \(moment); \(rhythm)")
                        published += try await runAndKill(at: moment, feeding: round, rhythm, stage, tail)
                    }
                    let rhythm = Rhythm(using: &random)
                    published += try await runToTheEnd(feeding: rounds[moments.count], rhythm, stage, tail, events)
                }
                try await check(stage, published)
            }
        }

        /// Events with one or two domains or an unknown one, several steps of a subject, and some sent twice.
        private static func events(_ count: Int, using random: inout SeededGenerator) -> [SampleEvent] {
            let domains = [
                ["culture"], ["economic-development"], ["culture", "economic-development"], ["ville intelligente"],
            ]
            var events: [SampleEvent] = []
            for number in 0..<count {
                if number > 20, Int.random(in: 0..<12, using: &random) == 0 {
                    events.append(events[number - Int.random(in: 1...20, using: &random)])
                    continue
                }
                let kind = ["delegation", "exchange", "event"].randomElement(using: &random) ?? "event"
                events.append(
                    SampleEvent(
                        kind: kind, action: ["proposed", "confirmed", "updated"].randomElement(using: &random) ?? "",
                        id: "e-\(number)", subject: "\(kind)/\(Int.random(in: 0..<60, using: &random))",
                        domains: domains.randomElement(using: &random) ?? []))
            }
            return events
        }

        private func runAndKill(
            at moment: KillMoment, feeding events: [SampleEvent], _ rhythm: Rhythm, _ stage: Stage, _ tail: LogTail
        ) async throws -> [Feeder.Published] {
            let known = tail.records.value.count
            async let feeding = Feeder(cluster: stage.cluster).publish(events, rhythm)
            try await withWorker(config: stage.config) { worker in
                try await moment.wait(tail, on: stage.cluster, since: known)
                worker.process.send(SIGKILL)
                #expect(try await worker.process.ended(within: .seconds(30)) == .signal(SIGKILL))
            }
            return try await feeding
        }

        private func runToTheEnd(
            feeding events: [SampleEvent], _ rhythm: Rhythm, _ stage: Stage, _ tail: LogTail, _ all: [SampleEvent]
        ) async throws -> [Feeder.Published] {
            async let feeding = Feeder(cluster: stage.cluster).publish(events, rhythm)
            try await withWorker(config: stage.config) { worker in
                try await stage.waitUntilTold(all, tail, at: Self.subscriptions.map(\.id), limit: .seconds(180))
                worker.process.send(SIGTERM)
                #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
            }
            return try await feeding
        }

        private func check(_ stage: Stage, _ published: [Feeder.Published]) async throws {
            let aftermath = try await Aftermath(of: stage, published: published)
            aftermath.checkRepeats()
            try await aftermath.checkTransactions()
            aftermath.checkNotices()
            aftermath.checkTellings()
            aftermath.checkSequences()
            for subscription in Self.subscriptions.prefix(2) { aftermath.checkOneByOne(subscription) }
            try aftermath.checkMails()

            let verification = try await stage.command("digests", "verify")
            #expect(verification.end == .exit(0), "\(verification.output)\(verification.errors)")
        }
    }
}
