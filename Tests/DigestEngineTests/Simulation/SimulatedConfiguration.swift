import Cooperation
import DigestEngine
import TestSupport

/// A configuration drawn by lot.
struct SimulatedConfiguration {
    var subscriptions: [Subscription] = []
    let audiences: [String]
    let partitions: Int
    /// One that lasts; one that may end, and one that may begin, while the world runs.
    let protocols: [CooperationProtocol]
    var settings: DigestEngine.Settings
    let isExactlyOnce: Bool
    /// Whether records bear the times at which they are appended, clocks are never ahead, and windows come one by one:
    /// then the log alone decides what every digest is.
    let isCalm: Bool

    init(_ random: inout SeededGenerator, isCalm: Bool) {
        self.isCalm = isCalm
        partitions = Int(random.number(1...3))
        audiences = (0..<Int(random.number(1...3))).map { "audience-\($0)" }
        isExactlyOnce = random.oneIn(2)
        let turn = CalendarDate(year: 2019, month: random.pick([2, 4, 11]), day: Int(random.number(1...9)))
        protocols = [
            Make.agreement("lasts", until: CalendarDate(year: 2030, month: 12, day: 31)),
            Make.agreement("ends", until: turn), Make.agreement("begins", from: turn),
        ]
        settings = DigestEngine.Settings(
            topic: "partner.notices", graceSeconds: random.pick([0, 60, 600]), announces: !isExactlyOnce
        )
        settings.protocols = protocols
        for number in 0..<Int(random.number(1...4)) {
            subscriptions.append(Self.subscription("sub-\(number)", audience: random.pick(audiences), &random))
            if isCalm { subscriptions[number].policies.catchUp = .each }
        }
        if random.oneIn(2) {
            for audience in audiences { settings.placement[audience] = Int32(partition(of: audience)) }
        }
    }

    /// Where an audience's notices lie.
    func partition(of audience: String) -> Int {
        (audiences.firstIndex(of: audience) ?? 0) % partitions
    }

    private static func subscription(
        _ id: String, audience: String, _ random: inout SeededGenerator
    ) -> Subscription {
        var filter = NoticeFilter()
        if random.oneIn(4) { filter.actions = [.confirmed, .cancelled] }
        if random.oneIn(6) { filter.urgentOnly = true }
        var policies = DigestPolicies()
        policies.empty = random.oneIn(4) ? .heartbeat : .skip
        policies.catchUp = random.oneIn(2) ? .each : .merge
        policies.lookBackDays = random.pick([0, 3, 14, 35])
        var subscription = Make.subscription(
            id, cadence: cadence(&random), zone: random.pick(["America/Toronto", "Europe/Brussels", "UTC"]),
            audience: audience, filter: filter, policies: policies
        )
        if random.oneIn(3) { subscription.quietHours = quietHours(&random) }
        if random.oneIn(3) { subscription.holidays = holidays(&random) }
        return subscription
    }

    private static func quietHours(_ random: inout SeededGenerator) -> [QuietHours] {
        let night = QuietHours(
            from: LocalTime(hour: Int(random.number(18...23)), minute: 0),
            until: LocalTime(hour: Int(random.number(5...9)), minute: 30))
        return random.oneIn(2) ? [night] : [night, QuietHours(days: [.saturday, .sunday])]
    }

    /// Some days of the months in which the simulation plays.
    private static func holidays(_ random: inout SeededGenerator) -> HolidayCalendar {
        let start = CalendarDate(year: 2019, month: 1, day: 20)
        return Make.holidays((0..<40).map { _ in start.adding(days: Int(random.number(0...400))) })
    }

    private static func cadence(_ random: inout SeededGenerator) -> Cadence {
        let early = LocalTime(hour: Int(random.number(0...11)), minute: Int(random.number(0...3)) * 15)
        let late = LocalTime(hour: Int(random.number(12...23)), minute: 30)
        switch random.number(0...6) {
        case 0: return .immediate(gapSeconds: 0)
        case 1: return .immediate(gapSeconds: random.pick([1, 300, 7200]))
        case 2: return .daily(at: [early])
        case 3: return .daily(at: [late, early])
        case 4: return .weekdays(at: [early])
        case 5: return .weekly(on: [.monday, .thursday], at: [late])
        default: return .monthly(on: random.oneIn(2) ? .firstWorkingDay : .number(31), at: early)
        }
    }
}
