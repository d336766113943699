import Testing

@testable import Worker

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
