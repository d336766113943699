import Foundation
import Testing

extension AcceptanceTests {
    @Suite("events over HTTP")
    struct IntakeTests {
        private static let structured = "content-type: application/cloudevents+json"
        private static let subscriptions = [
            Office.Subscription(
                id: "bureau-now", audience: "bureau", cadence: "{ immediate: { gap_seconds: 1 } }",
                recipients: [("international@quebec.example.org", "fr-CA")])
        ]

        private static func event(_ number: Int, title: String = "Rencontre") -> SampleEvent {
            SampleEvent(
                kind: ["delegation", "exchange", "event"][number % 3], id: "h-\(number)", subject: "h/\(number)",
                domains: ["culture"], title: title)
        }

        @Test("what curl and the Python SDK post, in every mode, lies in the log as sent and is told once")
        func publicClients() async throws {
            try await withStage(Self.subscriptions) { stage in
                let config = try Door.configuration(of: stage)
                try await withWorker(config: config) { worker in
                    let door = try await Door(worker, stage)
                    let events = (0..<9).map { Self.event($0, title: "Fête à l’île") }
                    try await post(events, through: door)
                    #expect(try await door.stall() == "HTTP/1.1 408 Request Timeout")
                    try await check(events, on: stage)
                    let topics = ["digests", "deliveries"].map(stage.cluster.topic)
                    try await LogTail.follow(topics, on: stage.cluster) { tail in
                        try await stage.waitUntilTold(events, tail, at: ["bureau-now"], limit: .seconds(90))
                        let digests = tail.records.value.digests(in: stage.cluster.topic("digests"))
                        #expect(digests.tellings.sorted() == stage.office.tellings(of: events).sorted())
                    }
                    worker.process.send(SIGTERM)
                    #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
                    #expect(!worker.process.complaint.contains(Door.token))
                }
            }
        }

        /// The first by curl in structured mode, the second in binary mode, two as a batch, the others by the SDK.
        private func post(_ events: [SampleEvent], through door: Door) async throws {
            #expect(try await door.curl(events[0].structured, headers: [Self.structured]).status == 202)
            let again = try await door.curl(events[0].structured, headers: [Self.structured])
            #expect(again.status == 202)
            #expect(try again.events.map(\.known) == [true])
            let binary = try await door.curl(
                try SampleEvent.json(events[1].data),
                headers: [
                    "content-type: application/json", "ce-specversion: 1.0", "ce-id: \(events[1].id)",
                    "ce-source: \(SampleEvent.source)", "ce-type: \(events[1].type)",
                    "ce-subject: \(events[1].subject)", "ce-sequence: %E2%82%AC 1",
                ])
            #expect(binary.status == 202)
            let batch =
                try Data("[ ".utf8) + events[2].structured + Data(" , ".utf8) + events[3].structured
                + Data(" ]".utf8)
            let batched = try await door.curl(batch, headers: ["content-type: application/cloudevents-batch+json"])
            #expect(batched.status == 202)
            let posted = try await door.python(Array(events[4...]))
            #expect(posted.map(\.status) == events[4...].map { _ in 202 })
            #expect(Set(posted.map(\.mode)) == ["structured", "binary"])
        }

        private func check(_ events: [SampleEvent], on stage: Stage) async throws {
            var records: [Kcat.Record] = []
            for topic in ["delegations", "exchanges", "events"] {
                records += try await stage.kcat.consume(stage.cluster.topic(topic))
            }
            #expect(records.count == events.count)
            for event in events {
                let record = try #require(records.first { $0.key == event.subject })
                #expect(record.topic == stage.cluster.topic(event.topic))
                let payload = Data((record.payload ?? "").utf8)
                if record.header("content-type") == "application/cloudevents+json" {
                    guard events[...3].contains(where: { $0.id == event.id }) else { continue }
                    #expect(try payload == event.structured)
                } else {
                    #expect(record.header("ce_id") == event.id)
                    #expect(record.header("ce_type") == event.type)
                    let data = try JSONSerialization.jsonObject(with: payload) as? NSDictionary
                    #expect(data == event.data as NSDictionary)
                }
            }
            #expect(records.first { $0.key == events[1].subject }?.header("ce_sequence") == "€ 1")
        }

        @Test(
            "while the brokers stand still nothing is said to be stored; what was lies in the log, and all is told once"
        )
        func brokersStandStill() async throws {
            try await withScratch { scratch in
                try await withBroker { broker in
                    let cluster = Cluster(
                        bootstrapServers: try await firstLine(of: broker), isEmbedded: true, prefix: "partner")
                    let office = Office(cluster: cluster, subscriptions: Self.subscriptions)
                    let plain = try scratch.write(
                        office.yaml(mailDirectory: scratch.path("emails")), to: "office.yaml")
                    let stage = Stage(cluster: cluster, scratch: scratch, office: office, config: plain)
                    try await withWorker(config: try Door.configuration(of: stage)) { worker in
                        try await worker.ready()
                        let door = try await Door(worker, stage)
                        try await standStill(broker, door, stage)
                    }
                }
            }
        }

        private func standStill(_ broker: ChildProcess, _ door: Door, _ stage: Stage) async throws {
            let events = (0..<6).map { Self.event($0) }
            var stored: [Door.Answer.Receipt.Event] = []
            for event in events[..<3] {
                stored += try await door.curl(event.structured, headers: [Self.structured]).events
            }
            broker.send(SIGSTOP)
            for event in events[3...] {
                #expect(try await door.curl(event.structured, headers: [Self.structured]).status == 503)
            }
            broker.send(SIGCONT)
            for event in events[3...] { stored += try await insist(event, door) }

            for (event, place) in zip(events, stored) {
                let record = try await stage.kcat.consume(place.topic).first {
                    $0.partition == place.partition && $0.offset == place.offset
                }
                #expect(try record?.payload.map { Data($0.utf8) } == event.structured)
            }
            let topics = ["digests", "deliveries"].map(stage.cluster.topic)
            try await LogTail.follow(topics, on: stage.cluster) { tail in
                try await stage.waitUntilTold(events, tail, at: ["bureau-now"], limit: .seconds(90))
                let digests = tail.records.value.digests(in: stage.cluster.topic("digests"))
                #expect(digests.tellings.repeated == [])
            }
        }

        /// Posts until it is stored, as an answer of 503 asks for; reconnecting takes the worker a while.
        private func insist(_ event: SampleEvent, _ door: Door) async throws -> [Door.Answer.Receipt.Event] {
            try await patiently(.seconds(60), awaiting: "the brokers' word on \(event.id)") {
                while true {
                    let answer = try await door.curl(event.structured, headers: [Self.structured])
                    if answer.status == 202 { return try answer.events }
                }
            }
        }

        @Test("a worker that is to take events in does not start without tokens, and says whose are missing")
        func noToken() async throws {
            try await withStage(Self.subscriptions) { stage in
                let config = try Door.configuration(of: stage)
                try stage.scratch.write("\n", to: "token")
                let outcome = try await Binary.run(["run", "--config", config])
                #expect(outcome.end != .exit(0))
                #expect(outcome.errors.contains("http.intake.sources: agenda: token_file names "))
            }
        }
    }
}
