import Cooperation
import DigestEngine
import Foundation

/// The dates of a digest as an iCalendar object (RFC 5545) to be published (RFC 5546, METHOD:PUBLISH).
///
/// The UID belongs to the subject (source and subject), so whatever digest tells of it, in whatever language, a
/// calendar keeps one entry. SEQUENCE is the offset of the line's last event in its own topic: it grows with every
/// event of a subject, as one subject lies in one partition, and is the same for every audience. Days stay days
/// (`VALUE=DATE`); instants are local times of the place where it names its zone, and else in UTC.
struct CalendarFile {
    private let digest: Digest
    private let reader: Reader
    private let sender: Sender

    init(_ digest: Digest, for reader: Reader, from sender: Sender) {
        self.digest = digest
        self.reader = reader
        self.sender = sender
    }

    /// The object with CRLF line ends; nil when no line has a date.
    var text: String? {
        let dated = digest.sections.flatMap(\.lines)
        let entries = dated.flatMap(entry)
        guard !entries.isEmpty else { return nil }
        let head = [
            CalendarLine("BEGIN", raw: "VCALENDAR"), CalendarLine("VERSION", raw: "2.0"),
            CalendarLine("PRODID", text: "-//Vaguemestre//\(reader.language.tag)//EN"),
            CalendarLine("CALSCALE", raw: "GREGORIAN"), CalendarLine("METHOD", raw: "PUBLISH"),
        ]
        let lines = head + zoneTables(dated) + entries + [CalendarLine("END", raw: "VCALENDAR")]
        return lines.map(\.folded).joined()
    }

    /// The identifier of a subject in every calendar, 32 hexadecimal digits at the sender's domain.
    static func uid(source: String, subject: String, domain: String) -> String {
        "\(Fingerprint.of(source, subject, digits: 32))@\(domain)"
    }

    /// A table for each zone that local times are written in, in the order of their names.
    private func zoneTables(_ lines: [DigestLine]) -> [CalendarLine] {
        var instants: [String: [Instant]] = [:]
        for state in lines.map(\.state) {
            guard let name = state.place?.timeZone else { continue }
            for case .instant(let instant)? in [state.starts, state.ends] {
                instants[name, default: []].append(instant)
            }
        }
        return instants.sorted { $0.key < $1.key }
            .flatMap { CalendarZone($0.key)?.table(for: $0.value) ?? [] }
    }

    private func entry(_ line: DigestLine) -> [CalendarLine] {
        guard let starts = line.state.starts else { return [] }
        let state = line.state
        let view = LineView(line, for: reader, in: nil)
        let sequence = sequence(line)
        let zone = state.place?.timeZone.flatMap(CalendarZone.init)
        var lines = [
            CalendarLine("BEGIN", raw: "VEVENT"),
            CalendarLine(
                "UID", raw: Self.uid(source: state.source, subject: state.subject, domain: sender.messageIDDomain)),
            CalendarLine("DTSTAMP", raw: utc(digest.window.to)),
            CalendarLine("SEQUENCE", raw: String(min(max(sequence, 0), Int64(Int32.max)))),
            CalendarLine("STATUS", raw: status(line)),
            moment("DTSTART", starts, in: zone),
        ]
        if let end = end(starts, state.ends, in: zone) { lines.append(end) }
        lines.append(organizer)
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

    /// RFC 5546 demands one of whatever is published: who answers for the entry, which is the sender of the digest.
    private var organizer: CalendarLine {
        CalendarLine(
            "ORGANIZER", sender.name.isEmpty ? [] : [("CN", CalendarLine.quoted(sender.name))],
            raw: "mailto:\(sender.address.addingPercentEncoding(withAllowedCharacters: .mailbox) ?? sender.address)")
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
    private func end(_ starts: Moment, _ ends: Moment?, in zone: CalendarZone?) -> CalendarLine? {
        switch (starts, ends) {
        case (.day(let from), .day(let to)?) where from <= to:
            CalendarLine("DTEND", [("VALUE", "DATE")], raw: day(to.noon.addingTimeInterval(86_400)))
        case (.instant(let from), .instant(let to)?) where from < to: moment("DTEND", .instant(to), in: zone)
        default: nil
        }
    }

    private func moment(_ name: String, _ moment: Moment, in zone: CalendarZone?) -> CalendarLine {
        switch moment {
        case .day(let date): return CalendarLine(name, [("VALUE", "DATE")], raw: day(date.noon))
        case .instant(let instant):
            guard let zone, let local = zone.local(instant) else { return CalendarLine(name, raw: utc(instant)) }
            return CalendarLine(name, [zone.parameter], raw: local)
        }
    }

    private func day(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted).year().month().day())
    }

    private func utc(_ instant: Instant) -> String {
        instant.date.formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
    }
}

extension CharacterSet {
    /// What stands in a `mailto:` URI as it is (RFC 6068); the rest is percent-encoded UTF-8.
    fileprivate static let mailbox = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'*+@")
}
