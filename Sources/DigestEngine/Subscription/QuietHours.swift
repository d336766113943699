/// A span of local time, on some days of the week or on all, in which no digest goes out.
public struct QuietHours: Hashable, Sendable {
    /// When it begins.
    public var from: LocalTime
    /// When it ends, itself no longer quiet: on the same day when it is later than `from`, else on the next. Equal to
    /// `from` it is a whole day later.
    public var until: LocalTime
    /// The days on which it begins; none given means all.
    public var days: Set<Weekday>

    /// Quiet hours that begin on `days` (on every day when none is given).
    public init(from: LocalTime, until: LocalTime, days: Set<Weekday> = []) {
        self.from = from
        self.until = until
        self.days = days
    }

    /// Whole days, from midnight to midnight.
    public init(days: Set<Weekday>) {
        self.init(from: .midnight, until: .midnight, days: days)
    }

    /// How long it lasts where no clock is changed: 1 minute to a day.
    var lengthMinutes: Int {
        let minutes = until.minuteOfDay - from.minuteOfDay
        return minutes > 0 ? minutes : minutes + LocalTime.minutesPerDay
    }

    /// Whether it begins on a day of the week, 1 (Monday) to 7.
    func begins(onWeekday weekday: Int) -> Bool {
        days.isEmpty || days.contains { $0.rawValue == weekday }
    }
}

extension Sequence<QuietHours> {
    /// Whether they leave a minute free on one of the given days of the week, 1 (Monday) to 7.
    func leaveTime(onWeekdays weekdays: ClosedRange<Int>) -> Bool {
        let perDay = LocalTime.minutesPerDay
        var isQuiet = Array(repeating: false, count: 7 * perDay)
        for hours in Set(self) {
            for weekday in 1...7 where hours.begins(onWeekday: weekday) {
                let start = (weekday - 1) * perDay + hours.from.minuteOfDay
                for minute in start..<(start + hours.lengthMinutes) { isQuiet[minute % isQuiet.count] = true }
            }
        }
        return isQuiet[((weekdays.lowerBound - 1) * perDay)..<(weekdays.upperBound * perDay)].contains(false)
    }
}

extension LocalTime {
    /// 0:00.
    static let midnight = LocalTime(hour: 0, minute: 0)
    static let minutesPerDay = 1_440

    /// Minutes since midnight, 0...1439.
    var minuteOfDay: Int { hour * 60 + minute }
}
