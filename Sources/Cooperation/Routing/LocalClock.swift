import Foundation

/// Days in time zones. Looking a zone up in the data base is slow, so those seen are kept.
struct LocalClock {
    /// Zones kept at most: there are fewer than 600 names, but a sender may invent others.
    private static let capacity = 1_000

    private var calendars: [String: Calendar] = [:]

    /// The instant at which a day starts in a zone: the first valid one, where midnight falls into a clock gap. UTC
    /// where the zone is not given or not known.
    mutating func start(of day: CalendarDate, in zone: String?) -> Instant {
        guard let calendar = calendar(zone) else { return day.startInUTC }
        // Noon of the day in UTC, moved by the zone's offset, lies within the local day whatever the clock does.
        let noon = Date(timeIntervalSince1970: Double(day.startInUTC.milliseconds) / 1000 + 43_200)
        let local = noon.addingTimeInterval(-Double(calendar.timeZone.secondsFromGMT(for: noon)))
        return Instant(milliseconds: Int64((calendar.startOfDay(for: local).timeIntervalSince1970 * 1000).rounded()))
    }

    /// The day on which an instant falls in a zone; UTC where the zone is not given or not known.
    mutating func day(of instant: Instant, in zone: String?) -> CalendarDate {
        guard let calendar = calendar(zone) else { return CalendarDate(utc: instant) }
        let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
        return CalendarDate(utc: instant.adding(seconds: Int64(calendar.timeZone.secondsFromGMT(for: date))))
    }

    /// The day of a moment: its own, where it is one.
    mutating func day(of moment: Moment, in zone: String?) -> CalendarDate {
        switch moment {
        case .day(let day): day
        case .instant(let instant): day(of: instant, in: zone)
        }
    }

    /// Whether the day of a moment lies within bounds. The zone is asked for only where it can make a difference.
    mutating func day(of moment: Moment, in zone: @autoclosure () -> String?, isWithin bounds: DayBounds) -> Bool {
        switch moment {
        case .day(let day): bounds.contains(utcDay: day) { day }
        case .instant(let instant):
            bounds.contains(utcDay: CalendarDate(utc: instant)) { day(of: instant, in: zone()) }
        }
    }

    private mutating func calendar(_ zone: String?) -> Calendar? {
        guard let zone else { return nil }
        if let known = calendars[zone] { return known }
        guard let timeZone = TimeZone(identifier: zone) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        if calendars.count >= Self.capacity { calendars.removeAll() }
        calendars[zone] = calendar
        return calendar
    }
}
