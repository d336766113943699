import Foundation
import Testing

extension AcceptanceTests {
    @Suite("health and metrics")
    struct OperationsTests {
        private static let subscriptions = [
            Office.Subscription(
                id: "bureau-now", audience: "bureau", cadence: "{ immediate: { gap_seconds: 1 } }",
                recipients: [("international@quebec.example.org", "fr-CA")])
        ]

        @Test("a worker is live at once, ready when all stages work, and its metrics can be read by Prometheus")
        func probes() async throws {
            try await withStage(Self.subscriptions) { stage in
                try await withWorker(config: stage.config) { worker in
                    // Joining a group takes seconds, the server's start milliseconds.
                    #expect(try await worker.get("health/ready").status == 503)
                    #expect(try await worker.get("health/live").status == 200)
                    try await worker.ready()
                    let report = try await worker.get("health/ready").body
                    for name in ["route", "digest", "compose", "deliver"] { #expect(report.contains(#""\#(name)""#)) }
                    #expect(try await worker.get("nowhere").status == 404)

                    let event = SampleEvent(id: "e-1", subject: "event/1", domains: ["culture"])
                    try await stage.kcat.produce(
                        [(event.subject, try event.structured)], to: stage.cluster.topic("events"),
                        headers: [SampleEvent.contentType])
                    try await LogTail.follow(["digests", "deliveries"].map(stage.cluster.topic), on: stage.cluster) {
                        try await stage.waitUntilTold([event], $0, at: ["bureau-now"], limit: .seconds(60))
                    }
                    try await checkMetrics(of: worker)
                }
            }
        }

        @Test("a worker whose brokers are gone still ends in order when it is asked to")
        func endWithoutBrokers() async throws {
            try await withScratch { scratch in
                try await withBroker { broker in
                    let cluster = Cluster(
                        bootstrapServers: try await firstLine(of: broker), isEmbedded: true, prefix: "partner")
                    let office = Office(cluster: cluster, subscriptions: Self.subscriptions)
                    let config = try scratch.write(
                        office.yaml(mailDirectory: scratch.path("emails")), to: "office.yaml")
                    try await withWorker(config: config) { worker in
                        try await worker.ready()
                        broker.send(SIGKILL)
                        _ = try await broker.ended(within: .seconds(30))
                        try await worker.process.errors.wait(within: .seconds(60), awaiting: "word of the loss") {
                            $0.text.contains("brokers are down")
                        }
                        worker.process.send(SIGTERM)
                        #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
                    }
                }
            }
        }

        private func checkMetrics(of worker: Worker) async throws {
            let page = try await worker.get("metrics")
            #expect(page.status == 200)
            #expect(page.type == "text/plain; version=0.0.4; charset=utf-8")
            #expect(page.body.hasSuffix("\n"))
            let exposition = try Exposition(page.body)
            #expect(exposition.samples.keys.contains(#"vaguemestre_records_read_total{stage="route"}"#))
            #expect(exposition.samples[#"vaguemestre_records_read_total{stage="route"}"#] == 1)
            #expect(exposition.samples[#"vaguemestre_stage_running{stage="digest"}"#] == 1)
        }
    }
}
