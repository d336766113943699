/// A day of the proleptic Gregorian calendar, without a time zone (`2019-11-04`).
public struct CalendarDate: Hashable, Sendable {
    /// The year, 0...9999 in text form.
    public var year: Int
    /// The month, 1...12.
    public var month: Int
    /// The day of the month, 1...31.
    public var day: Int

    /// The given day. Precondition: it exists in the calendar.
    public init(year: Int, month: Int, day: Int) {
        precondition((1...12).contains(month) && (1...31).contains(day), "no such day: \(year)-\(month)-\(day)")
        self.year = year
        self.month = month
        self.day = day
    }
}

extension CalendarDate: Comparable {
    /// Earlier is less.
    public static func < (lhs: CalendarDate, rhs: CalendarDate) -> Bool {
        (lhs.year, lhs.month, lhs.day) < (rhs.year, rhs.month, rhs.day)
    }
}
