import Cooperation
import Foundation

/// The wall clock of one time zone: instants to local days, local times to instants.
///
/// It assumes that the clock is changed at most once in any two days, as it is in every zone since 1970. Asking the
/// zone costs a third of a microsecond and more, so it is asked as seldom as possible.
struct LocalClock: Sendable {
    /// The zone's rules.
    let zone: TimeZone

    /// What the clock shows at an instant.
    struct Reading {
        /// Seconds of local time, as if they were UTC.
        let localSeconds: Int64
        /// Whether the clock was not changed within the day before, so that it shows a local time at or after another
        /// exactly when it has reached that other.
        let isSteady: Bool

        /// The local day.
        var day: DayNumber { DayNumber(localSeconds: localSeconds) }
    }

    /// The seconds to add to UTC at an instant.
    func offsetSeconds(at seconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }

    /// The local day that an instant lies in.
    func day(at instant: Instant) -> DayNumber {
        let seconds = floorDivide(instant.milliseconds, 1000)
        return DayNumber(localSeconds: seconds + offsetSeconds(at: seconds))
    }

    /// What the clock shows at an instant.
    func reading(at instant: Instant) -> Reading {
        let seconds = floorDivide(instant.milliseconds, 1000)
        let offset = offsetSeconds(at: seconds)
        return Reading(
            localSeconds: seconds + offset, isSteady: offsetSeconds(at: seconds - secondsPerDay) == offset)
    }

    /// The instant at which the local clock shows `time` on `day`: the first one when it shows it twice, the first
    /// valid instant afterwards when it skips it. In both cases the first at which it has reached that time, so that
    /// later local times never come earlier.
    ///
    /// Read as if it were UTC, the local time less a day lies before any change of offset that could concern it, and
    /// plus a day after it (offsets span -12 to +14 hours). If both sides agree there is one answer. If not, each
    /// offset proposes an instant and is right if it holds there; if neither holds the time was skipped, and the
    /// answer is the change itself, found by bisection.
    func instant(on day: DayNumber, at time: LocalTime) -> Instant {
        let local = day.localSeconds(at: time)
        let before = offsetSeconds(at: local - secondsPerDay)
        let after = offsetSeconds(at: local + secondsPerDay)
        if before == after { return Instant(milliseconds: (local - before) * 1000) }
        let valid = [before, after].filter { offsetSeconds(at: local - $0) == $0 }.map { local - $0 }
        let seconds = valid.min() ?? change(from: before, after: local - secondsPerDay, until: local + secondsPerDay)
        return Instant(milliseconds: seconds * 1000)
    }

    /// The first second in `(start, end]` whose offset is no longer `offset`.
    private func change(from offset: Int64, after start: Int64, until end: Int64) -> Int64 {
        var (unchanged, changed) = (start, end)
        while changed - unchanged > 1 {
            let middle = unchanged + (changed - unchanged) / 2
            if offsetSeconds(at: middle) == offset { unchanged = middle } else { changed = middle }
        }
        return changed
    }
}

private let secondsPerDay: Int64 = 86_400
