import Cooperation
import DigestEngine
import TestSupport
import Testing

@Suite("Agreement with an independent calendar")
struct BoundaryAgreementTests {
    @Test("the boundaries are those that Python reckons, rule by rule", arguments: SeededGenerator.seeds(1).prefix(1))
    func agrees(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        var subscriptions: [Subscription] = []
        var found: [FoundBoundaries] = []
        for zone in DrawnCalendar.zones {
            for kind in 0..<DrawnCalendar.kinds {
                let subscription = DrawnCalendar.subscription(kind, zone: zone, &random)
                subscriptions.append(subscription)
                let start = at(2001, 1, 1).adding(seconds: random.number(0...(28 * 365 * 86_400)))
                found.append(FoundBoundaries(subscription, after: start, count: kind < 6 ? 60 : 12))
            }
        }
        let verdicts = try await BoundaryJudge.verdicts(on: found)
        try #require(verdicts.count == subscriptions.count)
        for (subscription, verdict) in zip(subscriptions, verdicts) {
            #expect(verdict == "same", "seed \(seed): \(subscription)")
        }
    }
}
