import Cooperation
import DigestEngine

extension LocalTime {
    /// A time of day from `"07:30"`. Precondition: it is one.
    init(_ text: String) {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        self.init(hour: parts[0], minute: parts[1])
    }
}

extension Make {
    /// Quiet hours from two times of day.
    static func quiet(_ from: String, _ until: String, _ days: Set<Weekday> = []) -> QuietHours {
        QuietHours(from: LocalTime(from), until: LocalTime(until), days: days)
    }

    /// A date from year, month and day.
    static func date(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
        CalendarDate(year: year, month: month, day: day)
    }

    /// Holidays that are called what their date is.
    static func holidays(_ dates: CalendarDate...) -> HolidayCalendar { holidays(dates) }

    /// Holidays that are called what their date is.
    static func holidays(_ dates: [CalendarDate]) -> HolidayCalendar {
        HolidayCalendar(
            dates.map { Holiday(date: $0, name: LocalizedText(["fr": "\($0.year)-\($0.month)-\($0.day)"])) })
    }

    /// A subscription of which only the calendar matters; in UTC unless told otherwise.
    static func calendar(
        _ cadence: Cadence, zone: String = "UTC", quiet: [QuietHours] = [],
        holidays: HolidayCalendar = HolidayCalendar()
    ) -> Subscription {
        var subscription = Make.subscription("calendar", cadence: cadence, zone: zone)
        subscription.quietHours = quiet
        subscription.holidays = holidays
        return subscription
    }
}

extension Subscription {
    /// The first boundaries after an instant; none where the subscription cannot run.
    func boundaries(_ count: Int, after instant: Instant) -> [Instant] {
        guard let calendar = SubscriptionCalendar(self) else { return [] }
        var boundaries: [Instant] = []
        while boundaries.count < count {
            boundaries.append(calendar.window(containing: boundaries.last ?? instant).to)
        }
        return boundaries
    }
}
