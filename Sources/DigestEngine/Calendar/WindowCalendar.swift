import Cooperation
import Foundation

/// The regular windows of a cadence in a time zone: half-open spans between boundaries that tile time.
///
/// The cadence wants boundaries at local times. One on a day off moves to the next working day, one within quiet hours
/// to their end (`moved`). Moving changes no order that matters: boundaries that come to coincide, or of which an
/// earlier one comes to lie behind a later one, are one, at the earliest place that any of them has from there on. So
/// with wanted boundaries w₁ ≤ w₂ ≤ … that are moved to m₁, m₂, …, mᵢ ≥ wᵢ, those stay whose mᵢ is less than every
/// later m. Hence the window of an instant t: let L be the last with m ≤ t; nothing after it comes at or before t, so
/// mL stays and is the window's start, and its end is the least m after L. Since mᵢ ≥ wᵢ and wᵢ rises, that search
/// ends at the first w that is no less than the least m found, mostly at once.
///
/// A window costs a few microseconds; the engine asks for it once per window, not once per notice.
struct WindowCalendar: Sendable {
    private let clock: LocalClock
    /// The times of a day that has boundaries, ascending, at least one.
    private let times: [LocalTime]
    private let days: BoundaryDays
    private let workingDays: WorkingDays
    private let quiet: QuietClock

    /// The calendar of a cadence; nil for `immediate`, whose windows begin with what comes, and for a cadence without
    /// boundaries or with quiet hours that leave no time for any (`Subscription.problems()` names both).
    init?(
        cadence: Cadence, zone: TimeZone, quietHours: [QuietHours] = [], holidays: HolidayCalendar = HolidayCalendar()
    ) {
        guard let (days, times) = cadence.wantedBoundaries, quietHours.leaveTime(onWeekdays: cadence.sendsOnWeekdays)
        else { return nil }
        self.days = days
        self.times = times
        clock = LocalClock(zone: zone)
        workingDays = WorkingDays(holidays: holidays, keepsOffWeekends: cadence.keepsOffWeekends)
        quiet = QuietClock(clock: clock, hours: quietHours)
    }

    /// The calendar of a subscription; nil where it is immediate or has problems.
    init?(_ subscription: Subscription) {
        guard let zone = TimeZone(identifier: subscription.timeZone) else { return nil }
        self.init(
            cadence: subscription.cadence, zone: zone, quietHours: subscription.quietHours,
            holidays: subscription.holidays)
    }

    /// The window that contains `instant`: `from <= instant < to`.
    func window(containing instant: Instant) -> (from: Instant, to: Instant) {
        var wanted = latestWanted(at: instant)
        var start = moved(wanted)
        while start.boundary > instant {
            wanted = self.wanted(before: wanted)
            start = moved(wanted)
        }
        return (start.boundary, leastBoundary(after: wanted))
    }

    /// How many windows lie in `[from, to)`, both being boundaries or `from` lying within the first window.
    func count(from: Instant, to: Instant) -> Int {
        var count = 0
        var boundary = from
        while boundary < to {
            boundary = window(containing: boundary).to
            count += 1
        }
        return count
    }

    // MARK: Wanted boundaries

    /// A boundary that the cadence wants: a day of `days`, an index of `times`.
    private struct Wanted {
        var day: DayNumber
        var index: Int
    }

    /// The last one that can have come by `instant`: by what the clock shows then; and where it was changed lately
    /// and may have shown more before, one of the days ahead.
    private func latestWanted(at instant: Instant) -> Wanted {
        let reading = clock.reading(at: instant)
        guard reading.isSteady else {
            return Wanted(day: days.last(atOrBefore: reading.day.adding(2)), index: times.count - 1)
        }
        let day = days.last(atOrBefore: reading.day)
        if let index = times.lastIndex(where: { day.localSeconds(at: $0) <= reading.localSeconds }) {
            return Wanted(day: day, index: index)
        }
        return wanted(before: Wanted(day: day, index: 0))
    }

    private func wanted(before wanted: Wanted) -> Wanted {
        if wanted.index > 0 { return Wanted(day: wanted.day, index: wanted.index - 1) }
        return Wanted(day: days.last(atOrBefore: wanted.day.adding(-1)), index: times.count - 1)
    }

    private func wanted(after wanted: Wanted) -> Wanted {
        if wanted.index < times.count - 1 { return Wanted(day: wanted.day, index: wanted.index + 1) }
        return Wanted(day: days.first(after: wanted.day), index: 0)
    }

    // MARK: Moved boundaries

    /// The earliest place of all the boundaries wanted after one.
    private func leastBoundary(after start: Wanted) -> Instant {
        var wanted = wanted(after: start)
        var least = moved(wanted)
        var found = least.boundary
        while least.wasMoved {
            wanted = self.wanted(after: wanted)
            if clock.instant(on: wanted.day, at: times[wanted.index]) >= found { break }
            least = moved(wanted)
            found = min(found, least.boundary)
        }
        return found
    }

    /// Where a wanted boundary comes to lie.
    ///
    /// Off a day off: to the same local time of the next working day. Out of quiet hours: to their end. If that is on
    /// a day off, once more the same time; if that is in quiet hours again, the first free moment of a working day,
    /// which there is, while the same time could lead in a circle.
    private func moved(_ wanted: Wanted) -> (boundary: Instant, wasMoved: Bool) {
        var wasMoved = false
        let boundary = place(wanted) { _ in wasMoved = true }
        return (boundary, wasMoved)
    }

    /// The same, telling why at each step.
    private func place(_ wanted: Wanted, onStep: (Step) -> Void) -> Instant {
        var (day, time) = (wanted.day, times[wanted.index])
        var quietCount = 0
        while true {
            if !workingDays.admits(day) {
                let next = workingDays.next(after: day)
                onStep(.daysOff(from: day, to: next))
                day = next
                if quietCount > 1 { time = .midnight }
            }
            let boundary = clock.instant(on: day, at: time)
            guard let end = quiet.end(around: boundary) else { return boundary }
            onStep(.quiet(end.hours))
            quietCount += 1
            if workingDays.admits(end.day) { return end.instant }
            (day, time) = (end.day, end.time)
        }
    }

    /// One step of a boundary on its way.
    private enum Step {
        case daysOff(from: DayNumber, to: DayNumber)
        case quiet(QuietHours)
    }

    /// The boundaries that were wanted within a window or at its end and have come to lie at its end, oldest first;
    /// one that lies where it was wanted is none.
    func moves(within window: (from: Instant, to: Instant)) -> [BoundaryMove] {
        var moves: [BoundaryMove] = []
        var wanted = latestWanted(at: window.to)
        while case let instant = clock.instant(on: wanted.day, at: times[wanted.index]), instant > window.from {
            var causes: [BoundaryMove.Cause] = []
            let boundary = place(wanted) { step in
                switch step {
                case .daysOff(let day, let end): causes += workingDays.causes(from: day, to: end)
                case .quiet(let hours): causes.append(.quietHours(hours))
                }
            }
            if boundary == window.to, !causes.isEmpty { moves.append(BoundaryMove(wanted: instant, causes: causes)) }
            wanted = self.wanted(before: wanted)
        }
        return moves.reversed()
    }
}

extension Cadence {
    /// Whether its digests wait for Monday rather than come on a weekend.
    var keepsOffWeekends: Bool {
        switch self {
        case .weekdays, .monthly: true
        case .immediate, .daily, .weekly: false
        }
    }

    /// The boundaries it wants: days, and the times of such a day, ascending. Nil when there is none.
    fileprivate var wantedBoundaries: (BoundaryDays, [LocalTime])? {
        switch self {
        case .immediate: nil
        case .daily(let at): at.isEmpty ? nil : (.weekdays(Set(1...7)), at.sorted())
        case .weekdays(let at): at.isEmpty ? nil : (.weekdays(Set(1...5)), at.sorted())
        case .weekly(let on, let at):
            on.isEmpty || at.isEmpty ? nil : (.weekdays(Set(on.map(\.rawValue))), at.sorted())
        case .monthly(.number(let number), let at): (.monthly(min(max(number, 1), 31)), [at])
        // The first of a month, moved to a working day, is the month's first working day.
        case .monthly(.firstWorkingDay, let at): (.monthly(1), [at])
        }
    }
}
