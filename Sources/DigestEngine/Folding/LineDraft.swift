import Cooperation

/// A line with what decides where it stands and whether it stays.
struct LineDraft {
    /// The line.
    let line: DigestLine
    /// The section it belongs to.
    let section: String

    /// A line and its place.
    init(line: DigestLine, section: String) {
        self.line = line
        self.section = section
    }

    /// The line of a fold, and its place.
    init(_ fold: SubjectFold) {
        let tally = fold.tally
        line = DigestLine(
            change: fold.change,
            state: SubjectState(of: fold.last.event),
            before: fold.before,
            updates: tally.updates,
            previously: fold.past.reference,
            announcedAtOnce: tally.wasAnnounced,
            because: tally.rules.values,
            unknown: tally.unknown.values,
            events: tally.events.events,
            unnamedEvents: tally.events.unnamed
        )
        section = Self.section(of: fold.last)
    }

    /// The line that takes back what readers were told; nil when they were told nothing. It names the subject and
    /// repeats nothing else of it.
    init?(withdrawing past: SubjectPast) {
        guard let told = past.told else { return nil }
        line = DigestLine(
            change: .withdrawn, state: SubjectState(of: told.last.event).bare, before: nil, updates: 0,
            previously: past.reference, announcedAtOnce: false, because: told.last.notice.rules, unknown: [],
            events: [], unnamedEvents: 0
        )
        section = Self.section(of: told.last.notice)
    }

    /// The section of what no rule knew.
    static let triage = "triage"

    /// The first domain that the routing knew, by the latest notice; triage when it knew none, or sent it there.
    private static func section(of notice: Notice) -> String {
        if notice.rules.contains(triage) { return triage }
        let unknown = Set(notice.unknown.lazy.filter { $0.field == .domain }.map(\.name))
        return notice.event.domains.first { !unknown.contains($0) } ?? triage
    }
}

extension LineEvent {
    /// The provenance of a notice's event.
    init(of notice: Notice) {
        self.init(
            source: notice.event.source, id: notice.event.id, action: notice.event.action, offset: notice.offset,
            origin: notice.origin
        )
    }
}
