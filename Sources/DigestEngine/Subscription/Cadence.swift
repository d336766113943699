/// How often a subscription gets a digest. Times are local to the subscription's time zone.
///
/// On a public holiday none goes out but immediate ones: the boundary moves to the same local time of the next working
/// day (Monday to Friday, no holiday). `weekdays` and `monthly` keep off weekends in the same way.
public enum Cadence: Hashable, Sendable {
    /// As it comes: the first pending notice opens a window of `gapSeconds`, so that a burst becomes one message;
    /// with 0 each notice is a digest of its own.
    case immediate(gapSeconds: Int64)
    /// Every day at each of the given times.
    case daily(at: [LocalTime])
    /// Monday to Friday at each of the given times.
    case weekdays(at: [LocalTime])
    /// On each of the given days at each of the given times.
    case weekly(on: [Weekday], at: [LocalTime])
    /// Once a month, on a working day.
    case monthly(on: MonthDay, at: LocalTime)
}

/// A time of day, to the minute.
public struct LocalTime: Hashable, Sendable, Comparable {
    /// 0...23.
    public var hour: Int
    /// 0...59.
    public var minute: Int

    /// A time of day. Precondition: it exists on a clock.
    public init(hour: Int, minute: Int) {
        precondition((0...23).contains(hour) && (0...59).contains(minute), "no such time: \(hour):\(minute)")
        self.hour = hour
        self.minute = minute
    }

    /// Earlier is less.
    public static func < (lhs: LocalTime, rhs: LocalTime) -> Bool {
        (lhs.hour, lhs.minute) < (rhs.hour, rhs.minute)
    }
}

/// A day of the week, ISO 8601 numbering: Monday is 1.
public enum Weekday: Int, CaseIterable, Hashable, Sendable {
    case monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday
}

/// Which day of a month.
public enum MonthDay: Hashable, Sendable {
    /// A number, 1...31, clipped to the month's last day; the next working day when that is none.
    case number(Int)
    /// The first day from Monday to Friday that is no holiday.
    case firstWorkingDay
}
