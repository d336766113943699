import Cooperation
import KafkaClient
import Testing

@testable import Worker

@Suite("A dead letter")
struct DeadLetterTests {
    private func letter(path: String = "/data/title", message: String = "expected a title") -> DeadLetter {
        DeadLetter(
            origin: Cooperation.RecordPosition(topic: "partner.events", partition: 3, offset: 42), stage: .route,
            code: "contract", path: path, message: message, firstFailure: Instant(milliseconds: 1_570_000_000_000))
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

    @Test("is not made of headers that are not ours")
    func foreignHeaders() {
        #expect(DeadLetter(headers: [KafkaHeader(name: "dlq.topic", value: Array("t".utf8))]) == nil)
    }
}

@Suite("The flood gate")
struct FloodGateTests {
    @Test("stays open for 20 bad records in 100, and calls 21 a flood")
    func limit() {
        var gate = FloodGate()
        for index in 0..<100 { gate.note(isBad: index < 20) }
        #expect(!gate.isFlooded)
        gate = FloodGate()
        for index in 0..<100 { gate.note(isBad: index < 21) }
        #expect(gate.isFlooded)
    }

    @Test("never calls fewer than 100 records a flood")
    func smallSample() {
        var gate = FloodGate()
        for _ in 0..<99 { gate.note(isBad: true) }
        #expect(!gate.isFlooded)
    }

    @Test("forgets what is more than 100 records back")
    func forgets() {
        var gate = FloodGate()
        for _ in 0..<100 { gate.note(isBad: true) }
        for _ in 0..<100 { gate.note(isBad: false) }
        #expect(gate.badInWindow == 0)
        #expect(!gate.isFlooded)
    }
}
