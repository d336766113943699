import Cooperation
import KafkaClient
import Testing

@testable import Worker

@Suite("A dead letter")
struct DeadLetterTests {
    private func letter(path: String = "/data/title", message: String = "expected a title") -> DeadLetter {
        DeadLetter(
            origin: Cooperation.RecordPosition(topic: "partner.events", partition: 3, offset: 42), stage: .route,
            code: "contract", path: path, message: message, failedAt: Instant(milliseconds: 1_570_000_000_000))
    }

    @Test("comes back from its headers as it was")
    func roundTrip() throws {
        let back = try #require(DeadLetter(headers: letter().headers(after: [])))
        #expect(back == letter())
    }

    @Test("keeps the record's own headers and replaces older ones of its own, so that they never grow")
    func headersNeverGrow() {
        let own = [KafkaHeader(name: "content-type", value: [1, 2]), KafkaHeader(name: "x", value: nil)]
        let once = letter().headers(after: own)
        let twice = letter(message: "again").headers(after: once)
        #expect(Array(twice.prefix(2)) == own)
        #expect(twice.count == once.count)
        #expect(twice.contains(KafkaHeader(name: "dlq.message", value: Array("again".utf8))))
    }

    @Test("bounds its message to 1,024 bytes of whole characters")
    func boundedMessage() {
        let long = letter(message: String(repeating: "é", count: 2000))
        #expect(long.message.utf8.count == 1024)
        let odd = letter(message: "a" + String(repeating: "é", count: 2000))
        #expect(odd.message.utf8.count == 1023)
    }

    @Test("has the same fingerprint for the same fault in another element, and another one for another fault")
    func fingerprint() {
        #expect(letter(path: "/data/links/0/href").fingerprint == letter(path: "/data/links/7/href").fingerprint)
        #expect(letter(path: "/data/links/0/href").fingerprint != letter(path: "/data/title").fingerprint)
        #expect(letter().fingerprint.count == 12)
    }

    @Test("counts one attempt more for a record that comes back, keeps its first failure, and grows by one header once")
    func returning() throws {
        let own = [KafkaHeader(name: "content-type", value: [1, 2])]
        var known = letter()
        var sizes: [Int] = []
        for attempt in 1...12 {
            #expect(known.attempts == attempt)
            let position = Cooperation.RecordPosition(topic: "partner.dead-letters", partition: 1, offset: 7)
            let filed = LetterRecord(
                position: position, timestamp: Instant(milliseconds: 0), key: nil, value: [1],
                headers: known.headers(after: own))
            let back = filed.replayed(
                known, to: "partner.events", value: [1], headers: known.dialect.ownHeaders(among: filed.headers))
            #expect(back.headers.filter { !$0.name.hasPrefix("dlq.") } == own)
            sizes.append(filed.headers.count)
            let again = DeadLetter(
                origin: known.origin, stage: .route, code: "contract", path: "", message: "again",
                failedAt: Instant(milliseconds: 1_580_000_000_000), returning: ReturningRecord(headers: back.headers))
            #expect(again.firstFailure == letter().firstFailure)
            #expect(again.replayOf == position)
            known = try #require(DeadLetter(headers: again.headers(after: back.headers)))
            #expect(known == again)
        }
        #expect(sizes == [11] + Array(repeating: 12, count: 11))
    }

    @Test("counts no more attempts than it may, whatever a header says, and believes no header that lacks a part")
    func forgedHeaders() throws {
        func headers(_ attempts: String) -> [KafkaHeader] {
            [
                ("dlq.attempts", attempts), ("dlq.first-failure", "9999-01-01T00:00:00Z"),
                ("dlq.replay-of", "partner.dead-letters/0@1"),
            ].map { KafkaHeader(name: $0.0, text: $0.1) }
        }
        let most = try #require(ReturningRecord(headers: headers(String(Int.max))))
        let now = Instant(milliseconds: 5)
        let letter = DeadLetter(
            origin: letter().origin, stage: .route, code: "empty", path: "", message: "", failedAt: now, returning: most
        )
        #expect(letter.attempts == DeadLetter.maxAttempts)
        #expect(letter.firstFailure == now, "a first failure after this one")
        for attempts in ["0", "-1", "many", "99999999999999999999"] {
            #expect(ReturningRecord(headers: headers(attempts)) == nil)
        }
        #expect(ReturningRecord(headers: Array(headers("2").dropLast())) == nil)
    }

    @Test("is not made of headers that are not ours")
    func foreignHeaders() {
        #expect(DeadLetter(headers: [KafkaHeader(name: "dlq.topic", value: Array("t".utf8))]) == nil)
    }
}
