import Cooperation
import DigestEngine
import Foundation

/// The dates of a digest as an iCalendar object (RFC 5545) to be published (RFC 5546, METHOD:PUBLISH).
///
/// The UID belongs to the subject (source and subject), so whatever digest tells of it, in whatever language, a
/// calendar keeps one entry. SEQUENCE is the offset of the line's last event in its own topic: it grows with every
/// event of a subject, as one subject lies in one partition, and is the same for every audience. Days stay days
/// (`VALUE=DATE`); instants are written in UTC, which needs no time zone table.
struct CalendarFile {
    private let digest: Digest
    private let reader: Reader
    private let domain: String

    init(_ digest: Digest, for reader: Reader, uidDomain: String) {
        self.digest = digest
        self.reader = reader
        domain = uidDomain
    }

    /// The object with CRLF line ends; nil when no line has a date.
    var text: String? {
        let entries = digest.sections.flatMap(\.lines).flatMap(entry)
        guard !entries.isEmpty else { return nil }
        let head = [
            CalendarLine("BEGIN", raw: "VCALENDAR"), CalendarLine("VERSION", raw: "2.0"),
            CalendarLine("PRODID", text: "-//Vaguemestre//\(reader.language.tag)//EN"),
            CalendarLine("CALSCALE", raw: "GREGORIAN"), CalendarLine("METHOD", raw: "PUBLISH"),
        ]
        let lines = head + entries + [CalendarLine("END", raw: "VCALENDAR")]
        return lines.map(\.folded).joined()
    }

    /// The identifier of a subject in every calendar, 32 hexadecimal digits at the sender's domain.
    static func uid(source: String, subject: String, domain: String) -> String {
        "\(Fingerprint.of(source, subject, digits: 32))@\(domain)"
    }

    private func entry(_ line: DigestLine) -> [CalendarLine] {
        guard let starts = line.state.starts else { return [] }
        let state = line.state
        let view = LineView(line, for: reader, in: nil)
        let sequence = sequence(line)
        var lines = [
            CalendarLine("BEGIN", raw: "VEVENT"),
            CalendarLine("UID", raw: Self.uid(source: state.source, subject: state.subject, domain: domain)),
            CalendarLine("DTSTAMP", raw: utc(digest.window.to)),
            CalendarLine("SEQUENCE", raw: String(min(max(sequence, 0), Int64(Int32.max)))),
            CalendarLine("STATUS", raw: status(line)),
            moment("DTSTART", starts),
        ]
        if let end = end(starts, state.ends) { lines.append(end) }
        let tag = view.title.language ?? reader.language.tag
        lines.append(CalendarLine("SUMMARY", [("LANGUAGE", tag)], text: view.title.text))
        if let place = state.place.flatMap({ PlaceWords($0, for: reader).text }) {
            lines.append(CalendarLine("LOCATION", text: place))
        }
        if let text = description(state) { lines.append(CalendarLine("DESCRIPTION", text: text)) }
        if let link = state.links.lazy.compactMap({ SafeLink($0.href) }).first {
            lines.append(CalendarLine("URL", raw: link.href))
        }
        if case .day = starts { lines.append(CalendarLine("TRANSP", raw: "TRANSPARENT")) }
        return lines + [CalendarLine("END", raw: "VEVENT")]
    }

    /// What takes back what was told has no event of its own: it follows the last one told.
    private func sequence(_ line: DigestLine) -> Int64 {
        if let last = line.events.map(\.origin.offset).max() { return last }
        let withdrawal = digest.withdrawals.last {
            $0.source == line.state.source && $0.subject == line.state.subject
        }
        return withdrawal?.lastTold.map { $0.offset + 1 } ?? 0
    }

    private func status(_ line: DigestLine) -> String {
        if line.change == .cancelled || line.change == .withdrawn { return "CANCELLED" }
        return line.state.action == .proposed ? "TENTATIVE" : "CONFIRMED"
    }

    private func description(_ state: SubjectState) -> String? {
        let texts = [state.note, state.summary].compactMap { $0 }
            .flatMap { reader.paragraphs($0, limit: 1000).texts }
        return texts.isEmpty ? nil : texts.joined(separator: "\n")
    }

    /// The end, where there is one after the start and of its kind: a day's is the day after, as DTEND is exclusive.
    private func end(_ starts: Moment, _ ends: Moment?) -> CalendarLine? {
        switch (starts, ends) {
        case (.day(let from), .day(let to)?) where from <= to:
            CalendarLine("DTEND", [("VALUE", "DATE")], raw: day(to.noon.addingTimeInterval(86_400)))
        case (.instant(let from), .instant(let to)?) where from < to: moment("DTEND", .instant(to))
        default: nil
        }
    }

    private func moment(_ name: String, _ moment: Moment) -> CalendarLine {
        switch moment {
        case .day(let date): CalendarLine(name, [("VALUE", "DATE")], raw: day(date.noon))
        case .instant(let instant): CalendarLine(name, raw: utc(instant))
        }
    }

    private func day(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted).year().month().day())
    }

    private func utc(_ instant: Instant) -> String {
        instant.date.formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
    }
}
