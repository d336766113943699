import Cooperation
import Foundation

/// The days until which a recipient may pause, in the time zone of a subscription.
struct PauseDays {
    private let calendar: Calendar
    private let today: Date

    init(timeZone: String, at now: Instant) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        self.calendar = calendar
        today = calendar.startOfDay(for: Date(timeIntervalSince1970: Double(now.milliseconds) / 1000))
    }

    /// The days that the page offers: in two weeks, in one month, in three.
    var offered: [CalendarDate] {
        [DateComponents(day: 14), DateComponents(month: 1), DateComponents(month: 3)].compactMap { step in
            calendar.date(byAdding: step, to: today).flatMap(day)
        }
    }

    /// The first instant of a day from tomorrow to a year ahead; nil for any other.
    func start(of text: String) -> Instant? {
        guard let day = CalendarDate(text),
            let date = calendar.date(from: DateComponents(year: day.year, month: day.month, day: day.day)),
            let last = calendar.date(byAdding: .year, value: 1, to: today), date > today, date <= last
        else { return nil }
        return Instant(milliseconds: Int64(calendar.startOfDay(for: date).timeIntervalSince1970 * 1000))
    }

    private func day(_ date: Date) -> CalendarDate? {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        guard let year = parts.year, let month = parts.month, let day = parts.day else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }
}
