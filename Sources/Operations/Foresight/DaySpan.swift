public import Cooperation
public import Foundation

/// Days from one to another, both included, in whatever time zone they are asked for.
public struct DaySpan: Hashable, Sendable {
    /// The first day.
    public var from: CalendarDate
    /// The last day; not before the first.
    public var to: CalendarDate

    /// A span from its bounds; nil when they are the wrong way round.
    public init?(from: CalendarDate, to: CalendarDate) {
        guard from <= to else { return nil }
        self.from = from
        self.to = to
    }

    /// Its instants in a zone, half-open: from the first moment of the first day to that of the day after the last.
    func instants(in zone: TimeZone) -> Range<Instant> {
        Self.start(of: from, in: zone)..<Self.start(of: to.adding(days: 1), in: zone)
    }

    /// The first moment of a day, which is not midnight everywhere.
    private static func start(of date: CalendarDate, in zone: TimeZone) -> Instant {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let noon = DateComponents(year: date.year, month: date.month, day: date.day, hour: 12)
        guard let start = calendar.date(from: noon).map(calendar.startOfDay) else { return date.startInUTC }
        return Instant(milliseconds: Int64((start.timeIntervalSince1970 * 1000).rounded()))
    }
}

extension CalendarDate {
    /// The day that a clock of a zone shows at an instant.
    public init(_ instant: Instant, in zone: TimeZone) {
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000))
        self.init(utc: instant.adding(seconds: Int64(offset)))
    }
}
