import Cooperation
import Foundation
import KafkaClient
import Testing
import Worker

@testable import Operations

@Suite("POST /events", .serialized)
struct IntakeServerTests {
    private static let batchType = "application/cloudevents-batch+json"

    @Test("writes an event in structured mode byte for byte to the topic of its kind, and says where it stands")
    func structured() async throws {
        try await IntakeStage.with { stage in
            for kind in ["delegation", "exchange", "event"] {
                let event = SentEvent(id: kind, kind: kind, subject: "\(kind)/1")
                let answer = try await stage.send(event.structured)
                #expect(answer.status == 202)
                #expect(answer.headers["content-type"] == "application/json")
                let line = try #require(try answer.events.first)
                #expect(line.topic == "partner.\(kind)s" && !line.known)
                let record = try #require(try await stage.records().first { $0.topic == line.topic })
                #expect(record.partition == line.partition && record.offset == line.offset)
                #expect(record.key == "\(kind)/1")
                #expect(record.value == event.structured)
                #expect(record.headers.map(\.name) == ["content-type"])
                #expect(record.header("content-type") == "application/cloudevents+json")
            }
        }
    }

    @Test("writes an event in binary mode as such: attributes decoded, data byte for byte")
    func binary() async throws {
        try await IntakeStage.with { stage in
            let event = SentEvent(id: "b%201", subject: "f%C3%AAte%252F1")
            let answer = try await stage.send(
                Data(event.data.utf8), type: "application/json; charset=utf-8", headers: event.headers)
            #expect(answer.status == 202)
            #expect(try answer.events.map(\.id) == ["b 1"])
            let record = try #require(try await stage.records().first)
            #expect(record.key == "fête%2F1")
            #expect(record.value == Data(event.data.utf8))
            #expect(record.header("ce_id") == "b 1")
            #expect(record.header("content-type") == "application/json; charset=utf-8")
            #expect(Set(record.headers.map(\.name)).count == 6)
        }
    }

    @Test("takes a batch whole, each event byte for byte, those about one subject in order")
    func batch() async throws {
        try await IntakeStage.with { stage in
            let events = (0..<30).map { SentEvent(id: "e\($0)", subject: "s\($0 % 3)") }
            let answer = try await stage.send(SentEvent.batch(events), type: Self.batchType)
            #expect(answer.status == 202)
            let lines = try answer.events
            #expect(lines.map(\.id) == events.map(\.id))
            let records = try await stage.records()
            #expect(records.count == events.count)
            for (event, line) in zip(events, lines) {
                let record = records.first { $0.partition == line.partition && $0.offset == line.offset }
                #expect(record?.value == event.structured)
            }
            for subject in ["s0", "s1", "s2"] {
                let written = records.filter { $0.key == subject }.map(\.value)
                #expect(written == events.filter { $0.subject == subject }.map(\.structured))
            }
            #expect(try await stage.send(Data("[]".utf8), type: Self.batchType).events == [])
        }
    }

    @Test("writes nothing of a batch in which one event cannot be taken, and names every fault with its element")
    func faultyBatch() async throws {
        try await IntakeStage.with { stage in
            var wrong = SentEvent(id: "wrong", kind: "evnt")
            wrong.subject = ""
            let answer = try await stage.send(
                SentEvent.batch([SentEvent(id: "right"), wrong]), type: Self.batchType)
            #expect(answer.status == 422)
            #expect(answer.headers["content-type"] == "application/problem+json")
            let problem = try answer.problem
            #expect(problem.code == "unknown-kind")
            #expect(problem.faults?.map(\.pointer).sorted() == ["/1/subject", "/1/type"])
            #expect(problem.faults?.allSatisfy { $0.element == 1 } == true)
            #expect(problem.faults?.contains { $0.message.contains("did you mean \"event\"?") } == true)
            #expect(try await stage.records().isEmpty)
        }
    }

    @Test("answers the same event as the first time, without writing it again, for as long as it is known")
    func idempotence() async throws {
        try await IntakeStage.with(["idempotency_seconds: 60"]) { stage in
            let event = SentEvent(id: "once")
            var first = try await stage.send(event.structured).events
            first[0].known = true
            #expect(try await stage.send(event.structured).events == first)
            let twice = try await stage.send(SentEvent.batch([event, event]), type: Self.batchType).events
            #expect(twice == first + first)
            #expect(try await stage.records().count == 1)

            let other = try await stage.send(SentEvent(id: "once", title: "Autre").structured)
            #expect(other.status == 409)
            #expect(try other.problem.faults?.map(\.pointer) == ["/id"])

            stage.clock.move(to: .init(milliseconds: stage.clock.now().milliseconds + 60_000))
            #expect(try await stage.send(event.structured).events[0].known == false)
            #expect(try await stage.records().count == 2)
        }
    }

    @Test("writes an event once that many send at the same moment")
    func atOnce() async throws {
        try await IntakeStage.with { stage in
            let event = SentEvent(id: "crowd")
            let lines = try await withThrowingTaskGroup(of: ReadReceipt.Event?.self) { group in
                for _ in 0..<20 { group.addTask { try await stage.send(event.structured).events.first } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(lines.map { $0?.offset }).count == 1)
            #expect(lines.count { $0?.known == false } == 1)
            #expect(try await stage.records().count == 1)
        }
    }

    @Test("takes from each token only the source that it is for")
    func sources() async throws {
        try await IntakeStage.with { stage in
            let event = SentEvent(id: "x", source: "/namur/echanges")
            let answer = try await stage.send(event.structured)
            #expect(answer.status == 403)
            #expect(try answer.problem.code == "source-not-allowed")
            #expect(try answer.problem.faults?.map(\.pointer) == ["/source"])
            #expect(try await stage.send(event.structured, token: IntakeStage.otherToken).status == 202)

            let missing = try await stage.send(event.structured, token: nil)
            #expect(missing.status == 401)
            #expect(missing.headers["www-authenticate"] == #"Bearer realm="vaguemestre""#)
            let wrong = try await stage.send(event.structured, token: "wrong")
            #expect(wrong.headers["www-authenticate"]?.contains("invalid_token") == true)
            #expect(try await stage.records().count == 1)
        }
    }

    @Test("says of each wrong method, type and coding what is right")
    func head() async throws {
        try await IntakeStage.with { stage in
            let get = try await stage.send(Data(), method: "GET")
            #expect(get.status == 405)
            #expect(get.headers["allow"] == "POST, OPTIONS")
            #expect(try await stage.send(Data("{}".utf8), method: "PUT").status == 405)
            let options = try await stage.send(Data(), method: "OPTIONS", token: nil)
            #expect(options.status == 204)
            #expect(options.headers["accept-post"] == ContentMode.accepted)
            let text = try await stage.send(Data("hello".utf8), type: "text/plain")
            #expect(text.status == 415)
            #expect(text.headers["accept-post"] == ContentMode.accepted)
            let xml = try await stage.send(Data("<a/>".utf8), type: "text/xml", headers: SentEvent(id: "x").headers)
            #expect(xml.status == 415)
            #expect(try xml.problem.faults?.map(\.pointer) == ["header:content-type"])
            let coded = try await stage.send(Data([1]), headers: ["content-encoding": "br"])
            #expect(coded.status == 415)
            #expect(coded.headers["accept-encoding"] == "identity")
        }
    }

    @Test("refuses what is too large, too many, or too fast, and says when to come again")
    func limits() async throws {
        let settings = ["max_body_bytes: 40000", "max_batch_events: 60"]
        try await IntakeStage.with(settings) { stage in
            let large = try await stage.send(Data(repeating: 0x20, count: 40_001))
            #expect(large.status == 413)
            #expect(try large.problem.code == "too-large")
            let many = try await stage.send(
                Data("[\(Array(repeating: "{}", count: 61).joined(separator: ","))]".utf8), type: Self.batchType)
            #expect(try many.problem.code == "too-many-events")

            // 10 a second, 50 at once.
            let batch = SentEvent.batch((0..<50).map { SentEvent(id: "e\($0)") })
            #expect(try await stage.send(batch, type: Self.batchType).status == 202)
            let fast = try await stage.send(SentEvent(id: "one more").structured)
            #expect(fast.status == 429)
            #expect(fast.headers["retry-after"] == "1")
            #expect(
                try await stage.send(
                    SentEvent(id: "n", source: "/namur/echanges").structured, token: IntakeStage.otherToken
                ).status == 202)
            stage.clock.move(to: .init(milliseconds: stage.clock.now().milliseconds + 1_000))
            #expect(try await stage.send(SentEvent(id: "one more").structured).status == 202)
        }
    }

    @Test("answers 503 while the brokers are down and forgets the event, so that it is written when it comes again")
    func brokersDown() async throws {
        try await IntakeStage.with(["acknowledge_seconds: 5"]) { stage in
            #expect(try await stage.send(SentEvent(id: "before").structured).status == 202)
            try stage.broker.takeDown(broker: 1)
            let event = SentEvent(id: "meanwhile")
            // Two at once: the second waits for the first, and shares its fate.
            async let one = stage.send(event.structured)
            async let other = stage.send(event.structured)
            for answer in [try await one, try await other] {
                #expect(answer.status == 503)
                #expect(answer.headers["retry-after"] == "5")
                #expect(try answer.problem.code == "unavailable")
            }
            try stage.broker.bringUp(broker: 1)
            let again = try await stage.send(event.structured)
            #expect(again.status == 202)
            #expect(try again.events[0].known == false)
            #expect(try await stage.records().map(\.value).contains(event.structured))
        }
    }

    @Test("sends away who comes while every place is taken")
    func busy() async throws {
        try await IntakeStage.with(["max_in_flight: 1"]) { stage in
            let (isTaken, taken) = AsyncStream<Void>.makeStream()
            let (mayGo, go) = AsyncStream<Void>.makeStream()
            async let first = stage.intake.inPlace {
                taken.finish()
                for await _ in mayGo {}
                return .success(Receipt(events: []))
            }
            for await _ in isTaken {}
            let second = try await stage.send(SentEvent(id: "x").structured)
            #expect(second.status == 503)
            #expect(second.headers["retry-after"] == "1")
            #expect(try second.problem.code == "busy")
            go.finish()
            #expect(try await first.get().events == [])
            #expect(try await stage.send(SentEvent(id: "x").structured).status == 202)
        }
    }
}
