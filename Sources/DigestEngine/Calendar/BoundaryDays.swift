import Cooperation

/// The days on which a cadence wants a boundary, before any is moved.
enum BoundaryDays: Sendable {
    /// Those days of the week, 1 (Monday) to 7. Never empty.
    case weekdays(Set<Int>)
    /// That day of each month, 1...31, or the last one of a month that is shorter.
    case monthly(Int)

    /// The last of them that is `day` or earlier.
    func last(atOrBefore day: DayNumber) -> DayNumber {
        switch self {
        case .weekdays(let wanted):
            var day = day
            while !wanted.contains(day.weekday) { day = day.adding(-1) }
            return day
        case .monthly(let number):
            let date = day.date
            let candidate = Self.day(number, monthsSinceYearZero: date.year * 12 + date.month - 1)
            if candidate.count <= day.count { return candidate }
            return Self.day(number, monthsSinceYearZero: date.year * 12 + date.month - 2)
        }
    }

    /// The first of them that is later than `day`.
    func first(after day: DayNumber) -> DayNumber {
        switch self {
        case .weekdays(let wanted):
            var day = day.adding(1)
            while !wanted.contains(day.weekday) { day = day.adding(1) }
            return day
        case .monthly(let number):
            let date = day.date
            let candidate = Self.day(number, monthsSinceYearZero: date.year * 12 + date.month - 1)
            if candidate.count > day.count { return candidate }
            return Self.day(number, monthsSinceYearZero: date.year * 12 + date.month)
        }
    }

    private static func day(_ number: Int, monthsSinceYearZero months: Int) -> DayNumber {
        let last = firstDay(monthsSinceYearZero: months + 1).adding(-1)
        let clipped = firstDay(monthsSinceYearZero: months).adding(number - 1)
        return clipped.count < last.count ? clipped : last
    }

    private static func firstDay(monthsSinceYearZero months: Int) -> DayNumber {
        let (year, month) = (floorDivide(months, 12), floorRemainder(months, 12))
        return DayNumber(CalendarDate(year: year, month: month + 1, day: 1).daysSinceEpoch)
    }
}
