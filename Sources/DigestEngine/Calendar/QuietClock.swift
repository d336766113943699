import Cooperation

/// Quiet hours on the wall clock of a time zone.
///
/// Each begins and ends at the first instant at which the clock has reached its local time, as boundaries do. Where
/// the clock was not changed lately, seconds of local time are compared, and only the end found asks the zone.
struct QuietClock: Sendable {
    let clock: LocalClock
    private let hours: [QuietHours]

    init(clock: LocalClock, hours: [QuietHours]) {
        self.clock = clock
        self.hours = hours
    }

    /// Where quiet hours end.
    struct End {
        let day: DayNumber
        let time: LocalTime
        let instant: Instant
        /// The hours that end then.
        let hours: QuietHours
    }

    /// When the quiet hours end that an instant lies in; hours that touch or overlap count as one. Nil outside.
    /// Precondition: they do not cover the whole week.
    func end(around instant: Instant) -> End? {
        if hours.isEmpty { return nil }
        var end: End?
        while let later = latestEnd(around: end?.instant ?? instant) { end = later }
        return end
    }

    /// The latest end of those that contain the instant. Hours last at most a day: they began on the local day or the
    /// day before it, or on the next one if the clock was set back over midnight since.
    private func latestEnd(around instant: Instant) -> End? {
        let reading = clock.reading(at: instant)
        var latest: End?
        for hours in hours {
            for ahead in reading.isSteady ? -1...0 : -2...1 {
                let day = reading.day.adding(ahead)
                guard hours.begins(onWeekday: day.weekday) else { continue }
                guard let end = end(of: hours, beginningOn: day, around: instant, reading) else { continue }
                if latest.map({ end.instant > $0.instant }) ?? true { latest = end }
            }
        }
        return latest
    }

    private func end(
        of hours: QuietHours, beginningOn day: DayNumber, around instant: Instant, _ reading: LocalClock.Reading
    ) -> End? {
        let endDay = hours.until > hours.from ? day : day.adding(1)
        if reading.isSteady {
            let span = day.localSeconds(at: hours.from)..<endDay.localSeconds(at: hours.until)
            guard span.contains(reading.localSeconds) else { return nil }
        } else {
            guard clock.instant(on: day, at: hours.from) <= instant else { return nil }
        }
        let end = clock.instant(on: endDay, at: hours.until)
        return end > instant ? End(day: endDay, time: hours.until, instant: end, hours: hours) : nil
    }
}
