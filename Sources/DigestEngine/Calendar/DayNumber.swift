import Cooperation

/// A day as a count of days since 1970-01-01: what the search for boundaries steps through.
struct DayNumber: Hashable, Sendable {
    /// Days since 1970-01-01, negative before it.
    let count: Int

    /// The local day that a count of seconds of local time lies in.
    init(localSeconds: Int64) { count = Int(floorDivide(localSeconds, 86_400)) }

    /// The day of that count.
    init(_ count: Int) { self.count = count }

    /// So many days later, or earlier when negative.
    func adding(_ days: Int) -> DayNumber { DayNumber(count + days) }

    /// Its day of the week, 1 (Monday) to 7; 1970-01-01 was a Thursday.
    var weekday: Int { floorRemainder(count + 3, 7) + 1 }

    /// Its date.
    var date: CalendarDate { CalendarDate(daysSinceEpoch: count) }

    /// A time on it in seconds of local time, as if they were UTC.
    func localSeconds(at time: LocalTime) -> Int64 {
        Int64(count) * 86_400 + Int64(time.minuteOfDay) * 60
    }
}

/// Division rounding towards negative infinity. Precondition: the divisor is positive.
func floorDivide<Value: BinaryInteger>(_ dividend: Value, _ divisor: Value) -> Value {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
}

/// The remainder of that division: never negative.
func floorRemainder<Value: BinaryInteger>(_ dividend: Value, _ divisor: Value) -> Value {
    dividend - floorDivide(dividend, divisor) * divisor
}
