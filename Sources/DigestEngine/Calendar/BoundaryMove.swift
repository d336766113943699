public import Cooperation

/// A boundary that did not stay where its cadence wanted it.
public struct BoundaryMove: Hashable, Sendable {
    /// What moved it.
    public enum Cause: Hashable, Sendable {
        /// A public holiday of the audience; its name is in the subscription's calendar.
        case holiday(CalendarDate)
        /// A Saturday or Sunday, which the cadence keeps off.
        case weekend(CalendarDate)
        /// Quiet hours.
        case quietHours(QuietHours)
    }

    /// Where it was wanted.
    public var wanted: Instant
    /// What moved it, in the order of the steps; never empty.
    public var causes: [Cause]

    /// A move from its parts.
    public init(wanted: Instant, causes: [Cause]) {
        self.wanted = wanted
        self.causes = causes
    }
}
