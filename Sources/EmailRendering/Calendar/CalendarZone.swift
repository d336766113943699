import Cooperation
import Foundation

/// A time zone as a calendar writes it (RFC 5545, 3.6.5): local times under its IANA name, and a table of its offsets
/// for programs that do not know the name.
///
/// The table holds the years in which something happens, each change as an observance of its own: a rule that repeats
/// for ever would be shorter, but a zone's past and future do not follow one rule. It is as good as the time zone data
/// of the machine, whose version the digest names.
struct CalendarZone {
    private let zone: TimeZone

    /// The zone of an IANA name; nil for one that is unknown, and for those that are UTC, which needs no table.
    init?(_ identifier: String) {
        guard let zone = TimeZone(identifier: identifier), !Self.isUniversal(identifier) else { return nil }
        self.zone = zone
    }

    private static func isUniversal(_ identifier: String) -> Bool {
        ["UTC", "Etc/UTC", "GMT", "Etc/GMT", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal"]
            .contains(identifier)
    }

    /// The parameter that names it.
    var parameter: (String, String) { ("TZID", zone.identifier) }

    /// The local date and time of `instant`; nil in the second of two hours that read the same, as a local time
    /// there means the first (RFC 5545, 3.3.5).
    func local(_ instant: Instant) -> String? {
        let date = instant.date
        let offset = zone.secondsFromGMT(for: date)
        let change = date.addingTimeInterval(-Self.longestOverlapSeconds)
        let before = zone.secondsFromGMT(for: change)
        if before > offset, zone.secondsFromGMT(for: date.addingTimeInterval(-Double(before - offset))) == before {
            return nil
        }
        return Self.clock(date, offset: offset)
    }

    /// Clocks are put back by at most some hours.
    private static let longestOverlapSeconds = 3 * 3600.0

    /// `VTIMEZONE` with the offsets of the years in which `instants` lie.
    func table(for instants: [Instant]) -> [CalendarLine] {
        let years = Set(instants.map { CalendarDate(utc: $0).year }).sorted()
        let observances = years.flatMap { year in
            (years.contains(year - 1) ? [] : [first(of: year)]) + changes(in: year)
        }
        return [CalendarLine("BEGIN", raw: "VTIMEZONE"), CalendarLine("TZID", raw: zone.identifier)]
            + observances.flatMap(\.lines) + [CalendarLine("END", raw: "VTIMEZONE")]
    }

    /// From some moment on, what offset holds.
    private struct Observance {
        var onset: Date
        var before: Int
        var after: Int
        var isDaylight: Bool

        var lines: [CalendarLine] {
            let name = isDaylight ? "DAYLIGHT" : "STANDARD"
            return [
                CalendarLine("BEGIN", raw: name),
                CalendarLine("DTSTART", raw: CalendarZone.clock(onset, offset: before)),
                CalendarLine("TZOFFSETFROM", raw: CalendarZone.offset(before)),
                CalendarLine("TZOFFSETTO", raw: CalendarZone.offset(after)),
                CalendarLine("END", raw: name),
            ]
        }
    }

    private func first(of year: Int) -> Observance {
        let onset = Self.start(of: year)
        let offset = zone.secondsFromGMT(for: onset)
        return Observance(
            onset: onset, before: offset, after: offset, isDaylight: zone.isDaylightSavingTime(for: onset))
    }

    private func changes(in year: Int) -> [Observance] {
        var changes: [Observance] = []
        var date = Self.start(of: year)
        let end = Self.start(of: year + 1)
        while let next = zone.nextDaylightSavingTimeTransition(after: date), next > date, next < end {
            changes.append(
                Observance(
                    onset: next, before: zone.secondsFromGMT(for: next.addingTimeInterval(-1)),
                    after: zone.secondsFromGMT(for: next), isDaylight: zone.isDaylightSavingTime(for: next)))
            date = next
        }
        return changes
    }

    private static func start(of year: Int) -> Date {
        CalendarDate(year: year, month: 1, day: 1).noon.addingTimeInterval(-12 * 3600)
    }

    /// What a clock so many seconds ahead of UTC shows: `20190315T090000`.
    private static func clock(_ date: Date, offset: Int) -> String {
        let style = Date.ISO8601FormatStyle(
            dateSeparator: .omitted, timeSeparator: .omitted, timeZone: TimeZone(secondsFromGMT: offset) ?? .gmt)
        return date.formatted(style.year().month().day().time(includingFractionalSeconds: false))
    }

    /// `+0100`, and with seconds where there are any.
    private static func offset(_ seconds: Int) -> String {
        let size = abs(seconds)
        let parts = [size / 3600, size / 60 % 60] + (size % 60 == 0 ? [] : [size % 60])
        return (seconds < 0 ? "-" : "+")
            + parts.map { $0.formatted(.number.precision(.integerLength(2)).grouping(.never)) }.joined()
    }
}
