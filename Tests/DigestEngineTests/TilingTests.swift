import Cooperation
import DigestEngine
import TestSupport
import Testing

@Suite("Windows tile time")
struct TilingTests {
    private static let start = at(2000, 1, 1)
    private static let end = at(2030, 1, 1)

    @Test("for thirty years without gap or overlap, whatever the cadence", arguments: SeededGenerator.seeds(1))
    func thirtyYears(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for kind in 0..<DrawnCalendar.kinds {
            let subscription = DrawnCalendar.subscription(kind, zone: random.pick(DrawnCalendar.zones), &random)
            try walk(subscription, from: Self.start, until: Self.end, every: 40, seed: seed, &random)
        }
    }

    @Test("for every cadence in every zone, at some time in those years", arguments: SeededGenerator.seeds(2))
    func everyZone(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for zone in DrawnCalendar.zones {
            for kind in 0..<DrawnCalendar.kinds {
                let from = Self.start.adding(seconds: random.number(0...(29 * 365 * 86_400)))
                let subscription = DrawnCalendar.subscription(kind, zone: zone, &random)
                try walk(
                    subscription, from: from, until: from.adding(seconds: 50 * 86_400), every: 1, seed: seed, &random)
            }
        }
    }

    /// Goes from window to window; one in so many is asked for by instants within it.
    private func walk(
        _ subscription: Subscription, from: Instant, until end: Instant, every: Int64, seed: UInt64,
        _ random: inout SeededGenerator
    ) throws {
        let calendar = try #require(SubscriptionCalendar(subscription))
        var window = calendar.window(containing: from)
        while window.to < end {
            let next = calendar.window(containing: window.to)
            var isRight = next.from == window.to && next.to > next.from
            if random.oneIn(every) {
                let last = next.to.milliseconds - 1
                for milliseconds in [last, random.number(next.from.milliseconds...last)] {
                    let same = calendar.window(containing: Instant(milliseconds: milliseconds))
                    isRight = isRight && same.from == next.from && same.to == next.to
                }
            }
            guard isRight else {
                Issue.record("seed \(seed): \(subscription) does not tile: \(window), then \(next)")
                return
            }
            window = next
        }
    }
}
