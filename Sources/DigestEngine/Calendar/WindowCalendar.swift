import Cooperation
import Foundation

/// The regular windows of a cadence in a time zone: half-open spans between boundaries that tile time.
///
/// Boundaries are found day by day around the instant asked for, with integer arithmetic; only days that have one ask
/// the time zone. A window costs some microseconds, and the engine asks for it once per window, not once per notice.
struct WindowCalendar: Sendable {
    /// The zone's clock.
    let clock: LocalClock
    /// The times of a day that has boundaries, ascending, at least one.
    private let times: [LocalTime]
    /// Which days have boundaries.
    private let days: BoundaryDays

    /// The calendar of a cadence; nil for `immediate`, whose windows begin with what comes, and for a cadence without
    /// boundaries (`Subscription.problems()` names it).
    init?(cadence: Cadence, zone: TimeZone) {
        clock = LocalClock(zone: zone)
        switch cadence {
        case .immediate:
            return nil
        case .daily(let at):
            (days, times) = (.every, at.sorted())
        case .weekdays(let at):
            (days, times) = (.weekdays([1, 2, 3, 4, 5]), at.sorted())
        case .weekly(let on, let at):
            (days, times) = (.weekdays(Set(on.map(\.rawValue))), at.sorted())
        case .monthly(.number(let number), let at):
            (days, times) = (.monthly(.number(min(max(number, 1), 31))), [at])
        case .monthly(.firstWorkingDay, let at):
            (days, times) = (.monthly(.firstWorkingDay), [at])
        }
        if times.isEmpty || days.isNone { return nil }
    }

    /// The window that contains `instant`: `from <= instant < to`.
    func window(containing instant: Instant) -> (from: Instant, to: Instant) {
        let day = clock.day(at: instant)
        return (lastBoundary(atOrBefore: instant, near: day), firstBoundary(after: instant, near: day))
    }

    /// How many windows lie in `[from, to)`, both being boundaries or `from` lying within the first window.
    func count(from: Instant, to: Instant) -> Int {
        var count = 0
        var boundary = from
        while boundary < to {
            boundary = firstBoundary(after: boundary, near: clock.day(at: boundary))
            count += 1
        }
        return count
    }

    /// The search begins two days ahead: a clock that is set back may show an instant's day after the next day's
    /// first boundary.
    private func lastBoundary(atOrBefore instant: Instant, near day: DayNumber) -> Instant {
        var candidate = day.adding(2)
        while true {
            if let boundary = boundaries(on: candidate).last(where: { $0 <= instant }) { return boundary }
            candidate = candidate.adding(-1)
        }
    }

    /// The search begins two days back: a boundary that its day skipped moves ahead, at most into the day after.
    private func firstBoundary(after instant: Instant, near day: DayNumber) -> Instant {
        var candidate = day.adding(-2)
        while true {
            if let boundary = boundaries(on: candidate).first(where: { $0 > instant }) { return boundary }
            candidate = candidate.adding(1)
        }
    }

    private func boundaries(on day: DayNumber) -> [Instant] {
        days.contains(day) ? times.map { clock.instant(on: day, at: $0) } : []
    }
}

/// Which days have boundaries.
private enum BoundaryDays {
    case every
    case weekdays(Set<Int>)
    case monthly(MonthDay)

    var isNone: Bool {
        if case .weekdays(let days) = self { days.isEmpty } else { false }
    }

    func contains(_ day: DayNumber) -> Bool {
        switch self {
        case .every: true
        case .weekdays(let wanted): wanted.contains(day.weekday)
        case .monthly(.number(let number)): isDay(number, day)
        case .monthly(.firstWorkingDay): isFirstWorkingDay(day)
        }
    }

    /// Whether it is the day of the month with this number, or the last one of a month that is shorter.
    private func isDay(_ number: Int, _ day: DayNumber) -> Bool {
        let dayOfMonth = day.date.day
        return dayOfMonth == number || (dayOfMonth < number && dayOfMonth >= 28 && day.isLastOfMonth)
    }

    private func isFirstWorkingDay(_ day: DayNumber) -> Bool {
        switch day.date.day {
        case 1: day.weekday <= 5
        case 2, 3: day.weekday == 1
        default: false
        }
    }
}
