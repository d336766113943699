import Cooperation
import DigestEngine
import Foundation
import TestSupport
import Testing

@testable import EmailRendering

@Suite("The bar of the balance")
struct BalanceBarTests {
    @Test("its parts add up to the whole, none that is something is too small to see, and nothing has no part")
    func shares() {
        let seed = SeededGenerator.freshSeed
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let counts = (0..<3).map { _ in [0, 1, random.below(10), random.below(1_000_000)][random.below(4)] }
            let shares = Ways(counts[0], counts[1], counts[2]).shares
            let wanted = zip([Direction.incoming, .outgoing, .mutual], counts).filter { $0.1 > 0 }.map(\.0)
            #expect(shares.map(\.way) == wanted, "seed \(seed): \(counts)")
            #expect(shares.allSatisfy { $0.percent >= 2 }, "seed \(seed): \(counts)")
            #expect(shares.isEmpty || shares.reduce(0) { $0 + $1.percent } == 100, "seed \(seed): \(counts)")
        }
    }

    @Test("its parts are in proportion")
    func proportion() {
        #expect(Ways(1, 2, 1).shares.map(\.percent) == [25, 50, 25])
        #expect(Ways(0, 3, 0).shares.map(\.percent) == [100])
        #expect(Ways(1, 9_999, 0).shares.map(\.percent) == [2, 98])
    }

    @Test(
        "who cannot see it hears its numbers",
        arguments: [
            ("fr-CA", "Total\u{A0}: entrant 2, sortant 6, mutuel 2"),
            ("en-CA", "Total: incoming 2, outgoing 6, mutual 2"),
        ])
    func label(_ language: String, _ words: String) throws {
        let body = try Samples.composer().renderBody(try Samples.everything(), language: language)
        #expect(body.html.contains("<table role=\"img\" aria-label=\"\(words)\""))
    }
}
