import Cooperation
import DigestEngine
import Testing

@Suite("Windows tile time")
struct TilingTests {
    private static let zones = [
        "UTC", "America/Toronto", "Europe/Brussels", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu",
        "Pacific/Apia", "America/Sao_Paulo",
    ]
    private static let start = at(2000, 1, 1)
    private static let end = at(2030, 1, 1)

    @Test("for thirty years without gap or overlap, whatever the cadence", arguments: SeededGenerator.seeds(1))
    func thirtyYears(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for kind in 0..<Self.kinds {
            let subscription = Self.subscription(kind, zone: random.pick(Self.zones), &random)
            try walk(subscription, from: Self.start, until: Self.end, every: 40, seed: seed, &random)
        }
    }

    @Test("for every cadence in every zone, at some time in those years", arguments: SeededGenerator.seeds(2))
    func everyZone(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for zone in Self.zones {
            for kind in 0..<Self.kinds {
                let from = Self.start.adding(seconds: random.number(0...(29 * 365 * 86_400)))
                let subscription = Self.subscription(kind, zone: zone, &random)
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

    private static let kinds = 8

    private static func subscription(_ kind: Int, zone: String, _ random: inout SeededGenerator) -> Subscription {
        let time = { (random: inout SeededGenerator) in
            LocalTime(hour: Int(random.number(0...23)), minute: Int(random.number(0...3)) * 15)
        }
        let (one, other) = (time(&random), LocalTime(hour: 2, minute: 30))
        let cadence: Cadence =
            switch kind {
            case 0: .daily(at: [one])
            case 1: .daily(at: [one, other, LocalTime(hour: 23, minute: 45)])
            case 2: .weekdays(at: [one])
            case 3: .weekdays(at: [other, one])
            case 4: .weekly(on: [.saturday, .monday], at: [one])
            case 5: .weekly(on: [.friday, .sunday, .wednesday], at: [other, one])
            case 6: .monthly(on: .number(Int(random.number(1...31))), at: one)
            default: .monthly(on: .firstWorkingDay, at: one)
            }
        var subscription = Make.calendar(cadence, zone: zone, holidays: holidays(&random))
        repeat {
            subscription.quietHours = (0..<random.number(0...3)).map { _ in
                QuietHours(
                    from: time(&random), until: time(&random),
                    days: Set((0..<random.number(0...3)).map { _ in random.pick(Weekday.allCases) }))
            }
        } while !subscription.problems().isEmpty
        return subscription
    }

    /// None, or ten a year, in runs of one to four days.
    private static func holidays(_ random: inout SeededGenerator) -> HolidayCalendar {
        if random.oneIn(4) { return HolidayCalendar() }
        let first = CalendarDate(year: 2000, month: 1, day: 1)
        return Make.holidays(
            (0..<150).flatMap { _ in
                let day = first.adding(days: Int(random.number(0...10_957)))
                return (0..<Int(random.number(1...4))).map { day.adding(days: $0) }
            })
    }
}
