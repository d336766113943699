import Testing

@testable import Worker

@Suite("Reading a partition's past")
struct CatchUpTests {
    @Test("a long reading tells how far it is every two seconds, and when it is done")
    func longReading() {
        var catchUp = CatchUp()
        catchUp.begin(3, from: 1_000, end: 5_000, at: .zero)
        #expect(catchUp.pass(3, to: 2_000, at: .seconds(1)) == nil)
        #expect(catchUp.pass(3, to: 3_000, at: .seconds(2))?.percent == 50)
        #expect(catchUp.pass(3, to: 4_000, at: .seconds(3)) == nil)
        #expect(catchUp.pass(3, to: 5_000, at: .seconds(3)) == CatchUp.Report(partition: 3, read: 4_000, total: 4_000))
        #expect(catchUp.pass(3, to: 6_000, at: .seconds(9)) == nil)
    }

    @Test("a short one, an empty one and one that was given away say nothing")
    func silence() {
        var catchUp = CatchUp()
        catchUp.begin(0, from: 0, end: 10, at: .zero)
        catchUp.begin(1, from: 10, end: 10, at: .zero)
        catchUp.begin(2, from: 0, end: 9_000, at: .zero)
        catchUp.forget(2)
        #expect(catchUp.pass(0, to: 10, at: .seconds(5)) == nil)
        #expect(catchUp.pass(1, to: 11, at: .seconds(5)) == nil)
        #expect(catchUp.pass(2, to: 1_000, at: .seconds(5)) == nil)
    }
}
