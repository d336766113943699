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

    /// The instant that many seconds later (or earlier, when negative). Stops at the ends of the range: a record may
    /// carry any timestamp.
    public func adding(seconds: Int64) -> Instant {
        let (step, overflows) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, overflowsToo) = milliseconds.addingReportingOverflow(step)
        guard overflows || overflowsToo else { return Instant(milliseconds: sum) }
        return Instant(milliseconds: seconds < 0 ? .min : .max)
    }
}

extension Instant: Comparable {
    /// Earlier is less.
    public static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.milliseconds < rhs.milliseconds }
}

extension Instant: LosslessStringConvertible {
    /// Reads `2019-11-04T13:00:00[.fraction](Z|±HH:MM)` (RFC 3339 date-time with capital letters); nil for anything
    /// else, for days that do not exist, for 24:00 and for leap seconds. Digits past the millisecond are cut off.
    public init?(_ description: String) {
        guard let instant = description.withRawUTF8({ TimeText($0).wholeInstant }) else { return nil }
        self = instant
    }

    /// Reads the same out of UTF-8 bytes, without allocating.
    public init?(rfc3339 bytes: UnsafeRawBufferPointer) {
        guard let instant = TimeText(bytes).wholeInstant else { return nil }
        self = instant
    }

    /// `2019-11-04T13:00:00Z`, or `2019-11-04T13:00:00.250Z`.
    public var description: String {
        let date = CalendarDate(utc: self)
        // Wrapping, because the day of the earliest instants starts before the range does; the difference fits.
        let inDay = milliseconds &- Int64(date.daysSinceEpoch) &* CivilCalendar.millisecondsPerDay
        let (seconds, fraction) = Int(inDay).quotientAndRemainder(dividingBy: 1000)
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { CivilCalendar.padded($0, 2) }
        let tail = fraction == 0 ? "" : "." + CivilCalendar.padded(fraction, 3)
        return "\(date)T\(clock.joined(separator: ":"))\(tail)Z"
    }
}

extension Instant: Codable {
    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        self = try decoder.decodeText("an RFC 3339 instant such as 2019-11-04T13:00:00Z", Self.init)
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        try encoder.encodeText(description)
    }
}
