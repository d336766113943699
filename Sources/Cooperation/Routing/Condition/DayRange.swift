/// Days from one to another, both included; without a bound it is open on that side.
///
/// A moment given as an instant falls on a day in the zone of its place (UTC where that is not given or not known), as
/// for the term of a protocol.
public struct DayRange: Hashable, Sendable {
    /// The first day.
    public var from: CalendarDate?
    /// The last day.
    public var until: CalendarDate?

    /// Days from one to another.
    public init(from: CalendarDate? = nil, until: CalendarDate? = nil) {
        self.from = from
        self.until = until
    }

    /// Whether the day lies within.
    public func contains(_ day: CalendarDate) -> Bool {
        (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }

    /// Whether no day lies within.
    var isEmpty: Bool {
        guard let from, let until else { return false }
        return until < from
    }

    /// The days that lie in both.
    func intersection(_ other: DayRange) -> DayRange {
        DayRange(
            from: [from, other.from].compactMap { $0 }.max(), until: [until, other.until].compactMap { $0 }.min())
    }
}

extension DayRange: CustomStringConvertible {
    /// `from 2026-01-01 until 2026-03-31`.
    public var description: String {
        let words = [from.map { "from \($0)" }, until.map { "until \($0)" }].compactMap { $0 }
        return words.isEmpty ? "on any day" : words.joined(separator: " ")
    }
}

/// A moment of an event that rules may ask about.
public enum DateField: String, CaseIterable, Codable, Hashable, Sendable {
    /// When it starts.
    case starts
    /// When it ends.
    case ends
    /// Until when an answer is awaited.
    case respondBy = "respond_by"
}

/// A range of days, compiled: first and last as days since 1970-01-01.
struct DayBounds: Sendable {
    private let from: Int
    private let until: Int

    /// Farther than any calendar date, and so near that a day more overflows nothing.
    private static let openEnd = Int.max / 4

    init(_ range: DayRange) {
        from = range.from?.daysSinceEpoch ?? -Self.openEnd
        until = range.until?.daysSinceEpoch ?? Self.openEnd
    }

    /// Whether the local day lies within. It is asked for only where it can differ from UTC's in its effect: around
    /// the first and the last day.
    func contains(utcDay: CalendarDate, localDay: () -> CalendarDate) -> Bool {
        let utcDay = utcDay.daysSinceEpoch
        if utcDay < from - 1 || utcDay > until + 1 { return false }
        if utcDay > from + 1 && utcDay < until - 1 { return true }
        let day = localDay().daysSinceEpoch
        return from <= day && day <= until
    }
}
