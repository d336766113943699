import Cooperation
import Foundation

/// Writes days and times in words, in one language and for readers in one time zone.
struct DateWords {
    private let language: Language
    private let zone: TimeZone
    private let zoneName: (String) -> String
    private let formatters: Formatters

    /// - Parameters:
    ///   - language: the language to write in.
    ///   - zone: the reader's time zone.
    ///   - zoneName: what to call the place of an IANA zone, where the sender names none.
    init(language: Language, zone: TimeZone, zoneName: @escaping (String) -> String) {
        self.language = language
        self.zone = zone
        self.zoneName = zoneName
        formatters = Formatters(language: language)
    }

    /// From `starts` to `ends`, in the reader's zone; for a place in another zone, with the local time there.
    func span(_ starts: Moment, _ ends: Moment?, at place: Place? = nil) -> String {
        let there = place.flatMap(otherZone)
        let here = words(starts, ends, in: zone)
        guard let there, case .instant(let instant) = starts, differs(there.zone, at: instant) else { return here }
        return language.say(
            .whenLocal, [.when: here, .local: local(instant, in: there.zone), .city: there.city])
    }

    /// A day, or a day and a time, in the reader's zone.
    func moment(_ moment: Moment, at place: Place? = nil) -> String { span(moment, nil, at: place) }

    /// A point in time in the reader's zone.
    func instant(_ instant: Instant) -> String { words(.instant(instant), in: zone) }

    /// The day of a point in time, without its weekday.
    func date(_ instant: Instant) -> String {
        formatters.date(instant.date, in: zone)
    }

    /// A day, without its weekday.
    func date(_ day: CalendarDate) -> String {
        formatters.date(day.noon, in: .gmt)
    }

    /// The zone of a place that has clocks to look at; an online meeting in `UTC` is nowhere.
    private func otherZone(_ place: Place) -> (zone: TimeZone, city: String)? {
        guard let name = place.timeZone, name.contains("/"), !name.hasPrefix("Etc/"),
            let zone = TimeZone(identifier: name)
        else { return nil }
        let city = place.city.map { CleanText.line($0, limit: 100) } ?? zoneName(name)
        return (zone, city.isEmpty ? zoneName(name) : city)
    }

    private func differs(_ other: TimeZone, at instant: Instant) -> Bool {
        other.secondsFromGMT(for: instant.date) != zone.secondsFromGMT(for: instant.date)
    }

    /// The local time elsewhere, with its day where that is another one.
    private func local(_ instant: Instant, in there: TimeZone) -> String {
        let time = formatters.time(instant.date, in: there)
        guard formatters.date(instant.date, in: there) != formatters.date(instant.date, in: zone) else { return time }
        return language.say(.whenLocalDay, [.day: formatters.date(instant.date, in: there), .time: time])
    }

    private func words(_ starts: Moment, _ ends: Moment?, in zone: TimeZone) -> String {
        guard let ends, ends != starts, isOrdered(starts, ends) else { return words(starts, in: zone) }
        if case .instant(let from) = starts, case .instant(let to) = ends,
            formatters.date(from.date, in: zone) == formatters.date(to.date, in: zone)
        {
            let day = formatters.day(from.date, in: zone)
            return language.say(
                .whenHours,
                [.day: day, .from: formatters.time(from.date, in: zone), .to: formatters.time(to.date, in: zone)])
        }
        return language.say(.whenRange, [.from: words(starts, in: zone), .to: words(ends, in: zone)])
    }

    private func words(_ moment: Moment, in zone: TimeZone) -> String {
        switch moment {
        case .day(let day): return formatters.day(day.noon, in: .gmt)
        case .instant(let instant):
            return language.say(
                .whenInstant,
                [.day: formatters.day(instant.date, in: zone), .time: formatters.time(instant.date, in: zone)])
        }
    }

    /// Senders may publish an end before its start; then only the start is told.
    private func isOrdered(_ starts: Moment, _ ends: Moment) -> Bool {
        switch (starts, ends) {
        case (.day(let from), .day(let to)): from < to
        case (.instant(let from), .instant(let to)): from < to
        case (.day(let from), .instant(let to)): from.noon < to.date
        case (.instant(let from), .day(let to)): from.date < to.noon.addingTimeInterval(86_400)
        }
    }
}

extension Instant {
    /// The same point in time, for Foundation.
    var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}

extension CalendarDate {
    /// Noon UTC of the day: any instant of it serves to write the day.
    var noon: Date {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar.date(from: DateComponents(year: year, month: month, day: day, hour: 12)) ?? .distantPast
    }
}
