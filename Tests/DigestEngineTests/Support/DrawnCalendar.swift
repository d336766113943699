import Cooperation
import DigestEngine
import TestSupport

/// Calendars of subscriptions drawn by lot.
enum DrawnCalendar {
    /// With odd offsets, odd changes and odd days.
    static let zones = [
        "UTC", "America/Toronto", "Europe/Brussels", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu",
        "Pacific/Apia", "America/Sao_Paulo",
    ]

    /// How many kinds of cadence `subscription` knows.
    static let kinds = 8

    /// A subscription of which only the calendar matters, without problems.
    static func subscription(_ kind: Int, zone: String, _ random: inout SeededGenerator) -> Subscription {
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
