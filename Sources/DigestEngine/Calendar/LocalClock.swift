import Cooperation
import Foundation

/// The wall clock of one time zone: instants to local days, local times to instants.
struct LocalClock: Sendable {
    /// The zone's rules.
    let zone: TimeZone

    /// The seconds to add to UTC at an instant.
    func offsetSeconds(at seconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }

    /// The local day that an instant lies in.
    func day(at instant: Instant) -> DayNumber {
        let seconds = floorDivide(instant.milliseconds, 1000)
        return DayNumber(localSeconds: seconds + offsetSeconds(at: seconds))
    }

    /// The instant at which the local clock shows `time` on `day`: the first one when it shows it twice, the first
    /// valid instant afterwards when it skips it.
    ///
    /// Read as if it were UTC, the local time less a day lies before any change of offset that could concern it, and
    /// plus a day after it (offsets span -12 to +14 hours). If both sides agree there is one answer. If not, each
    /// offset proposes an instant and is right if it holds there; if neither holds the time was skipped, and the
    /// answer is the change itself, found by bisection.
    func instant(on day: DayNumber, at time: LocalTime) -> Instant {
        let local = Int64(day.count) * 86_400 + Int64(time.hour * 60 + time.minute) * 60
        let before = offsetSeconds(at: local - 86_400)
        let after = offsetSeconds(at: local + 86_400)
        let valid = [before, after].filter { offsetSeconds(at: local - $0) == $0 }.map { local - $0 }
        let seconds = valid.min() ?? change(from: before, after: local - 86_400, until: local + 86_400)
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
