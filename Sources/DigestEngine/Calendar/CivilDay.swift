/// A day of the proleptic Gregorian calendar as a count of days since 1970-01-01.
///
/// The conversions shift the year to begin in March, so that the leap day comes last and every five months have the
/// same number of days (153); an era is the 400 years after which the calendar repeats (146,097 days). Integer
/// arithmetic only: asking Foundation's `Calendar` for the same costs some hundred times more.
struct CivilDay: Hashable, Comparable {
    /// Days since 1970-01-01, negative before it.
    var number: Int

    /// The day with this number.
    init(number: Int) {
        self.number = number
    }

    /// The day of a year, a month (1...12) and a day of the month.
    init(year: Int, month: Int, day: Int) {
        let marchYear = month > 2 ? year : year - 1
        let era = floorDivide(marchYear, 400)
        let yearOfEra = marchYear - era * 400
        let marchMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    /// Its year, month (1...12) and day of the month.
    var components: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// Its day of the week, 1 (Monday) to 7; 1970-01-01 was a Thursday.
    var weekday: Int {
        let shifted = number + 3
        return shifted - floorDivide(shifted, 7) * 7 + 1
    }

    /// The number of days in its month.
    var daysInMonth: Int {
        let (year, month, _) = components
        let next =
            month == 12 ? CivilDay(year: year + 1, month: 1, day: 1) : CivilDay(year: year, month: month + 1, day: 1)
        return next.number - CivilDay(year: year, month: month, day: 1).number
    }

    /// So many days later, or earlier when negative.
    func adding(days: Int) -> CivilDay { CivilDay(number: number + days) }

    static func < (lhs: CivilDay, rhs: CivilDay) -> Bool { lhs.number < rhs.number }
}

/// Division rounding towards negative infinity.
func floorDivide<Value: BinaryInteger>(_ dividend: Value, _ divisor: Value) -> Value {
    let quotient = dividend / divisor
    return (dividend % divisor != 0) && ((dividend < 0) != (divisor < 0)) ? quotient - 1 : quotient
}
