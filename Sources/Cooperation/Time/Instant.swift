/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z, as Kafka counts them.
///
/// Its text form is RFC 3339 in UTC (`2019-11-04T13:00:00Z`, with `.sss` only where there is a fraction).
public struct Instant: Hashable, Sendable {
    /// Milliseconds since the Unix epoch; negative before it.
    public var milliseconds: Int64

    /// The instant that many milliseconds after the Unix epoch.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The instant that many seconds later (or earlier, when negative).
    public func adding(seconds: Int64) -> Instant {
        Instant(milliseconds: milliseconds + seconds * 1000)
    }
}

extension Instant: Comparable {
    /// Earlier is less.
    public static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.milliseconds < rhs.milliseconds }
}
