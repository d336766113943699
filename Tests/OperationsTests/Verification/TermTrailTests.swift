import Cooperation
import DigestEngine
import Testing

@testable import Operations

@Suite("The ledger of terms from digest to digest")
struct TermTrailTests {
    private static let first = TermLedger(accounts: [
        TermAccount(
            protocol: "p", partners: ["namur"], domain: "culture", direction: .incoming, subjects: ["0123456789abcdef"])
    ])

    @Test("the first digest begins with an empty one and hands its own to the next")
    func follows() {
        var trail = TermTrail()
        #expect(trail.ledger(before: 1) == TermLedger())
        trail.append(Self.first)
        #expect(trail.ledger(before: 2) == Self.first)
    }

    @Test("a digest written twice with other bytes is judged by the same ledger twice")
    func twice() {
        var trail = TermTrail()
        _ = trail.ledger(before: 1)
        trail.append(Self.first)
        _ = trail.ledger(before: 2)
        trail.append(TermLedger())
        #expect(trail.ledger(before: 2) == Self.first)
    }

    @Test("once one is missing, at the beginning or in between, it is not known any more")
    func missing() {
        var trail = TermTrail()
        #expect(trail.ledger(before: 3) == nil)
        trail.append(nil)
        #expect(trail.ledger(before: 4) == nil)
        var gap = TermTrail()
        _ = gap.ledger(before: 1)
        gap.append(Self.first)
        #expect(gap.ledger(before: 3) == nil)
        gap.append(nil)
        #expect(gap.ledger(before: 4) == nil)
    }
}
