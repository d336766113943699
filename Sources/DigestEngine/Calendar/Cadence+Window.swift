public import Cooperation
public import struct Foundation.TimeZone

extension Cadence {
    /// The window of this cadence that contains `instant`, `from <= instant < to`, its boundaries being local times in
    /// `timeZone`, without quiet hours and holidays. An immediate cadence's window begins with the instant itself and
    /// lasts its gap, at least the instant's own millisecond.
    ///
    /// A boundary that the local clock skips moves to the first valid instant after it; one that it shows twice fires
    /// once, at the first. Precondition: the cadence has boundaries (at least one time, at least one day).
    public func window(containing instant: Instant, timeZone: TimeZone) -> (from: Instant, to: Instant) {
        if case .immediate(let gapSeconds) = self {
            return (instant, Cadence.immediateEnd(from: instant, gapSeconds: gapSeconds))
        }
        guard let calendar = WindowCalendar(cadence: self, zone: timeZone) else {
            preconditionFailure("a cadence needs at least one day and one time of day: \(self)")
        }
        return calendar.window(containing: instant)
    }

    /// The end of an immediate window: a gap later, and never so early that the window holds nothing.
    static func immediateEnd(from instant: Instant, gapSeconds: Int64) -> Instant {
        gapSeconds > 0 ? instant.adding(seconds: gapSeconds) : Instant(milliseconds: instant.milliseconds + 1)
    }

    /// The name a digest's window carries: `immediate`, `daily`, `weekdays`, `weekly` or `monthly`.
    public var name: String {
        switch self {
        case .immediate: "immediate"
        case .daily: "daily"
        case .weekdays: "weekdays"
        case .weekly: "weekly"
        case .monthly: "monthly"
        }
    }

    /// Whether digests go out as notices come, rather than at boundaries.
    public var isImmediate: Bool {
        if case .immediate = self { true } else { false }
    }
}
