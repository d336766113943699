/// When something happens, as precisely as the sender knows it: a day, or an instant.
///
/// Text form: `2019-11-04` for a day, RFC 3339 for an instant (its offset is folded into UTC; the place's time zone,
/// not the offset, decides how readers see it).
public enum Moment: Hashable, Sendable {
    /// A whole day, in the time zone of the place.
    case day(CalendarDate)
    /// A point in time.
    case instant(Instant)
}
