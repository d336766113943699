import Cooperation
import DigestEngine
import EmailRendering
import Foundation
import Operations

/// The next digest, for a person.
struct PeekText {
    private let peeked: PeekedDigest
    private let time: LocalTimeText

    init(_ peeked: PeekedDigest) {
        self.peeked = peeked
        time = LocalTimeText(zone: TimeZone(identifier: peeked.subscription.timeZone) ?? .gmt)
    }

    func render() -> String {
        let hold = peeked.hold.map { [Self.words($0, time)] } ?? []
        guard let digest = peeked.digest else {
            return ([heading, "Nothing waits for it."] + hold).joined(separator: "\n")
        }
        return (["\(heading), no. \(digest.sequence)"] + hold + [facts(digest), lines(digest)] + takenBack(digest))
            .joined(separator: "\n\n")
    }

    private var heading: String {
        let title = peeked.subscription.title.best(for: "en")?.text ?? ""
        return "\(peeked.subscription.id): \(title)"
    }

    static func words(_ hold: Hold, _ time: LocalTimeText) -> String {
        let until = hold.until.map { " until \(time.short($0))" } ?? ""
        let reason = hold.reason.map { ": \($0)" } ?? ""
        return "ON HOLD\(until), since \(time.short(hold.since)), by \(hold.by)\(reason). Were it released:"
    }

    // MARK: Facts

    private func facts(_ digest: Digest) -> String {
        var table = FactTable()
        let window = digest.window
        let merged = window.merged > 1 ? ", \(window.merged) windows in one" : ""
        table.add(
            "window",
            "\(time.short(window.from)) → \(time.short(window.to)), \(window.timeZone), \(window.cadence)\(merged)")
        table.add("goes out", goesOut(digest))
        table.add("notices", notices(digest.counts))
        table.add(
            "lines",
            digest.counts.omitted > 0
                ? "\(digest.counts.lines); \(digest.counts.omitted) left out for want of room"
                : "\(digest.counts.lines)")
        table.add("record", "\(digest.canonicalBytes().count) bytes")
        table.add("mail", mail(peeked.mail))
        return table.render()
    }

    private func goesOut(_ digest: Digest) -> String {
        if let flush = digest.flush {
            return "at once: flushed \(time.short(flush.at)) by \(flush.by)\(flush.reason.map { ": \($0)" } ?? "")"
        }
        guard let dueAt = peeked.dueAt else { return "at once" }
        if digest.window.to <= peeked.at, dueAt > peeked.at {
            return "\(time.short(dueAt)) in full; this is what there is so far"
        }
        return dueAt > peeked.at ? time.short(dueAt) : "as soon as a worker runs: due since \(time.short(dueAt))"
    }

    private func notices(_ counts: DigestCounts) -> String {
        let parts = [
            (counts.duplicates, "repeats of events told already"),
            (counts.withdrawnNotices, "about what came and went again"),
            (counts.retractedNotices, "taken back by an operator"),
            (counts.omittedNotices, "left out for want of room"),
        ].filter { $0.0 > 0 }.map { "\($0.1): \($0.0)" }
        let later = peeked.later > 0 ? ["waiting for later digests: \(peeked.later)"] : []
        return ([String(counts.notices)] + parts + later).joined(separator: "; ")
    }

    private func mail(_ mail: MailSize) -> String {
        guard let language = mail.language else { return "no recipient" }
        let clipped = mail.isClipped ? "mail programs would clip it" : "mail programs show all of it"
        let limit = "from \(DigestBody.clippingBytes) on they clip"
        let short = mail.shortLines > 0 ? "; \(mail.shortLines) lines in short" : ""
        let counted = mail.countedLines > 0 ? "; \(mail.countedLines) lines only counted, in full in the text part" : ""
        return "\(mail.htmlBytes) bytes of HTML (\(language)): \(clipped) (\(limit))\(short)\(counted)"
    }

    // MARK: Lines

    private func lines(_ digest: Digest) -> String {
        guard digest.counts.lines > 0 else { return "No line: nothing new." }
        var table = TextTable(["section", "change", "title", "date"])
        for section in digest.sections {
            for (place, line) in section.lines.enumerated() {
                table.add([place == 0 ? section.id : "", line.change.rawValue, title(line), date(line.state)])
            }
            if section.omitted > 0 { table.add(["", "", "… and \(section.omitted) more left out", ""]) }
        }
        return table.render()
    }

    private func title(_ line: DigestLine) -> String {
        let language = peeked.subscription.recipients.first?.language ?? "en"
        let text = Self.plain(line.state.title.best(for: language)?.text ?? line.state.subject)
        return line.announcedAtOnce ? "\(text) (announced at once)" : text
    }

    /// A publisher's text must not steer the terminal, nor break the table.
    private static func plain(_ text: String) -> String {
        let safe = String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isControl }))
        return safe.count > 72 ? safe.prefix(71) + "…" : safe
    }

    private func date(_ state: SubjectState) -> String {
        switch state.starts {
        case .day(let day): day.description
        case .instant(let instant): time.short(instant)
        case nil: "–"
        }
    }

    private func takenBack(_ digest: Digest) -> [String] {
        guard !digest.withdrawals.isEmpty else { return [] }
        var table = TextTable(["withdrawn", "notices left out", "told before", "by", "why"])
        for withdrawal in digest.withdrawals {
            table.add([
                withdrawal.subject, String(withdrawal.notices), withdrawal.wasTold ? "yes" : "no", withdrawal.by,
                withdrawal.reason ?? "–",
            ])
        }
        return [table.render()]
    }
}

/// Names and what they stand for, the latter aligned.
private struct FactTable {
    private var rows: [(name: String, value: String)] = []

    mutating func add(_ name: String, _ value: String) { rows.append((name, value)) }

    func render() -> String {
        let width = rows.map(\.name.count).max() ?? 0
        return rows.map { row in
            row.name + String(repeating: " ", count: width - row.name.count) + "  " + row.value
        }.joined(separator: "\n")
    }
}

extension Unicode.Scalar.Properties {
    /// Whether it is shown by no sign of its own but changes how others are shown.
    fileprivate var isControl: Bool {
        [.control, .format, .lineSeparator, .paragraphSeparator].contains(generalCategory)
    }
}
