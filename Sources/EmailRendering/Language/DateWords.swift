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

    /// From `starts` to `ends`, in the reader's zone; where clocks differ, with the local time of the place, or else of
    /// the first of the partners' zones in which they do.
    func span(_ starts: Moment, _ ends: Moment?, at place: Place? = nil, partners zones: [String] = []) -> String {
        let here = words(starts, ends, in: zone)
        guard case .instant(let instant) = starts else { return here }
        let places = [place.flatMap(otherZone)] + zones.map { otherZone(Place(timeZone: $0)) }
        guard let there = places.compactMap({ $0 }).first(where: { differs($0.zone, at: instant) }) else { return here }
        return language.say(
            .whenLocal, [.when: here, .local: local(instant, ends, in: there.zone), .city: there.city])
    }

    /// A day, or a day and a time, in the reader's zone.
    func moment(_ moment: Moment, at place: Place? = nil, partners zones: [String] = []) -> String {
        span(moment, nil, at: place, partners: zones)
    }

    /// A point in time in the reader's zone.
    func instant(_ instant: Instant) -> String { words(.instant(instant), in: zone) }

    /// From one point in time to another, in the reader's zone.
    func window(_ from: Instant, _ to: Instant) -> String { words(.instant(from), .instant(to), in: zone) }

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
    private func local(_ start: Instant, _ ends: Moment?, in there: TimeZone) -> String {
        let time = formatters.time(start.date, in: there)
        guard isSameDay(start, in: there, start, in: zone) else {
            return language.say(
                .whenLocalDay, [.day: formatters.day(start.date, in: there, .withoutYear), .time: time])
        }
        guard case .instant(let end)? = ends, start < end, isSameDay(start, in: there, end, in: there) else {
            return time
        }
        return language.say(.whenLocalHours, [.from: time, .to: formatters.time(end.date, in: there)])
    }

    private func isSameDay(_ one: Instant, in zone: TimeZone, _ other: Instant, in otherZone: TimeZone) -> Bool {
        formatters.date(one.date, in: zone) == formatters.date(other.date, in: otherZone)
    }

    private func words(_ starts: Moment, _ ends: Moment?, in zone: TimeZone) -> String {
        guard let ends, ends != starts, isOrdered(starts, ends) else { return words(starts, in: zone) }
        if case .instant(let from) = starts, case .instant(let to) = ends, isSameDay(from, in: zone, to, in: zone) {
            let day = formatters.day(from.date, in: zone)
            return language.say(
                .whenHours,
                [.day: day, .from: formatters.time(from.date, in: zone), .to: formatters.time(to.date, in: zone)])
        }
        return language.say(
            .whenRange, [.from: words(starts, in: zone, form(starts, ends)), .to: words(ends, in: zone)])
    }

    /// How much the first of two days must tell, as the second tells the rest: `du mardi 14 au jeudi 16 mai 2019`.
    private func form(_ starts: Moment, _ ends: Moment) -> Formatters.DayForm {
        let (from, to) = (month(of: starts), month(of: ends))
        guard from.year == to.year else { return .full }
        guard case .day = starts, case .day = ends, from.month == to.month else { return .withoutYear }
        return .withoutMonth
    }

    private func month(of moment: Moment) -> DateComponents {
        switch moment {
        case .day(let day): DateComponents(year: day.year, month: day.month)
        case .instant(let instant): formatters.month(of: instant.date, in: zone)
        }
    }

    private func words(_ moment: Moment, in zone: TimeZone, _ form: Formatters.DayForm = .full) -> String {
        switch moment {
        case .day(let day): return formatters.day(day.noon, in: .gmt, form)
        case .instant(let instant):
            return language.say(
                .whenInstant,
                [.day: formatters.day(instant.date, in: zone, form), .time: formatters.time(instant.date, in: zone)])
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
