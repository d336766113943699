import Foundation
import Testing

extension AcceptanceTests {
    @Suite("broker trouble")
    struct TroubleTests {
        private static let subscriptions = [
            Office.Subscription(
                id: "bureau-now", audience: "bureau", cadence: "{ immediate: { gap_seconds: 1 } }",
                recipients: [("international@quebec.example.org", "fr-CA")])
        ]
        private static let events: [SampleEvent] = (0..<900).map { number in
            SampleEvent(id: "e-\(number)", subject: "subject-\(number % 31)", domains: ["culture"])
        }

        @Test("brokers that stop answering are waited out: nothing is lost or set aside, each subject keeps its order")
        func stalled() async throws {
            try await withStage(Self.subscriptions) { stage in
                guard let broker = stage.cluster.broker else { return }
                let topics = ["notices", "dead-letters"].map(stage.cluster.topic)
                try await LogTail.follow(topics, on: stage.cluster) { tail in
                    async let feeding = Feeder(cluster: stage.cluster).publish(Self.events, .burst)
                    try await withWorker(config: stage.config) { worker in
                        for due in [200, 900] {
                            try await tail.records.wait(within: .seconds(90), awaiting: "\(due) notices") {
                                $0.count >= due
                            }
                            broker.send(SIGSTOP)
                            // Time is what is waited for: so long nobody answers.
                            try await Task.sleep(for: .seconds(3))
                            broker.send(SIGCONT)
                        }
                        try await tail.records.wait(within: .seconds(90), awaiting: "both notices of every event") {
                            Set($0.map { "\($0.keyText) \($0.header("vm-origin") ?? "")" }).count
                                >= 2 * Self.events.count
                        }
                        worker.process.send(SIGTERM)
                        #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
                    }
                    let origins = Set(try await feeding.map(\.origin))
                    let notices = tail.records.value.filter { $0.topic == stage.cluster.topic("notices") }
                    #expect(notices.count == tail.records.value.count, "something was set aside")
                    #expect(Set(notices.map { $0.header("vm-origin") ?? "" }) == origins)
                    #expect(notices.disorders == [])
                }
            }
        }
    }
}
