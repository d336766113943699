/// A day of the proleptic Gregorian calendar, without a time zone (`2019-11-04`).
public struct CalendarDate: Hashable, Sendable {
    /// The year, 1...9999 in text form.
    public var year: Int
    /// The month, 1...12.
    public var month: Int
    /// The day of the month, 1...31.
    public var day: Int

    /// The given day. Precondition: it exists in the calendar.
    public init(year: Int, month: Int, day: Int) {
        precondition(
            day >= 1 && day <= CivilCalendar.length(ofMonth: month, year: year), "no such day: \(year)-\(month)-\(day)")
        self.year = year
        self.month = month
        self.day = day
    }

    /// The given day, if it exists and has a text form (years 1...9999).
    init?(existing year: Int, _ month: Int, _ day: Int) {
        guard (1...9999).contains(year), day >= 1, day <= CivilCalendar.length(ofMonth: month, year: year) else {
            return nil
        }
        self.year = year
        self.month = month
        self.day = day
    }
}

extension CalendarDate {
    /// Days since 1970-01-01; negative before it.
    public var daysSinceEpoch: Int { CivilCalendar.days(year: year, month: month, day: day) }

    /// The day that many days after 1970-01-01.
    public init(daysSinceEpoch days: Int) {
        (year, month, day) = CivilCalendar.civil(days: days)
    }

    /// The day on which an instant falls in UTC.
    public init(utc instant: Instant) {
        let perDay = CivilCalendar.millisecondsPerDay
        let (days, rest) = instant.milliseconds.quotientAndRemainder(dividingBy: perDay)
        self.init(daysSinceEpoch: Int(rest < 0 ? days - 1 : days))
    }

    /// The day that many days later (or earlier, when negative).
    public func adding(days: Int) -> CalendarDate {
        CalendarDate(daysSinceEpoch: daysSinceEpoch + days)
    }

    /// The instant at which this day starts in UTC.
    public var startInUTC: Instant {
        Instant(milliseconds: 0).adding(seconds: Int64(daysSinceEpoch) * 86_400)
    }
}

extension CalendarDate: Comparable {
    /// Earlier is less.
    public static func < (lhs: CalendarDate, rhs: CalendarDate) -> Bool {
        (lhs.year, lhs.month, lhs.day) < (rhs.year, rhs.month, rhs.day)
    }
}

extension CalendarDate: LosslessStringConvertible {
    /// Reads `2019-11-04` (RFC 3339 full-date); nil for anything else and for days that do not exist.
    public init?(_ description: String) {
        guard let date = description.withRawUTF8({ TimeText($0).wholeDate }) else { return nil }
        self = date
    }

    /// `2019-11-04`.
    public var description: String {
        CivilCalendar.padded(year, 4) + "-" + CivilCalendar.padded(month, 2) + "-" + CivilCalendar.padded(day, 2)
    }
}

extension CalendarDate: Codable {
    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        self = try decoder.decodeText("a day that exists, such as 2019-11-04", Self.init)
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        try encoder.encodeText(description)
    }
}
