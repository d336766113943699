import Cooperation

/// The days on which digests may go out, and where those go that may not.
struct WorkingDays: Sendable {
    private let holidays: Set<Int>
    private let keepsOffWeekends: Bool

    init(holidays: HolidayCalendar, keepsOffWeekends: Bool) {
        self.holidays = Set(holidays.holidays.map(\.date.daysSinceEpoch))
        self.keepsOffWeekends = keepsOffWeekends
    }

    /// Whether a digest may go out on a day.
    func admits(_ day: DayNumber) -> Bool {
        !holidays.contains(day.count) && (!keepsOffWeekends || day.weekday <= 5)
    }

    /// The first working day after a day: Monday to Friday, no holiday.
    func next(after day: DayNumber) -> DayNumber {
        var day = day.adding(1)
        while day.weekday > 5 || holidays.contains(day.count) { day = day.adding(1) }
        return day
    }

    /// Why the days from one that is not admitted up to `end` are passed by: the day itself, and the holidays behind
    /// it.
    func causes(from day: DayNumber, to end: DayNumber) -> [BoundaryMove.Cause] {
        (day.count..<end.count).filter { $0 == day.count || holidays.contains($0) }.map { count in
            let date = DayNumber(count).date
            return holidays.contains(count) ? .holiday(date) : .weekend(date)
        }
    }
}
