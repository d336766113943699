import Cooperation

/// A line with what decides where it stands and what it counts as.
struct LineDraft {
    /// The line.
    let line: DigestLine
    /// The section it belongs to.
    let section: String
    /// The last notice of it that readers know, or are told of now.
    let notice: Notice
    /// Where the subject stands now; nil where only updates were seen, or it was taken back.
    let standing: Action?
    /// Whether readers knew it before as something that stands.
    let wasCounted: Bool

    /// The line of a fold, and its place.
    init(_ fold: SubjectFold) {
        let tally = fold.tally
        notice = fold.last
        standing = fold.standing
        wasCounted = fold.past.told.map { $0.standing != .cancelled } ?? false
        line = DigestLine(
            change: fold.change,
            state: SubjectState(of: notice.event),
            theme: notice.known(notice.event.themes, of: .theme).first,
            before: fold.before,
            updates: tally.updates,
            previously: fold.past.reference,
            announcedAtOnce: tally.wasAnnounced,
            because: tally.rules.values,
            unknown: tally.unknown.values,
            events: tally.events.events,
            unnamedEvents: tally.events.unnamed
        )
        section = Self.section(of: notice)
    }

    /// The line that takes back what readers were told; nil when they were told nothing. It names the subject and
    /// repeats nothing else of it.
    init?(withdrawing past: SubjectPast) {
        guard let told = past.told else { return nil }
        notice = told.last.notice
        standing = nil
        wasCounted = told.standing != .cancelled
        line = DigestLine(
            change: .withdrawn, state: SubjectState(of: notice.event).bare,
            theme: notice.known(notice.event.themes, of: .theme).first, before: nil, updates: 0,
            previously: past.reference, announcedAtOnce: false, because: notice.rules, unknown: [],
            events: [], unnamedEvents: 0
        )
        section = Self.section(of: notice)
    }

    /// Whether it was neither cancelled nor taken back.
    var stands: Bool { standing != .cancelled && line.change != .withdrawn }

    /// Whether it may still take place.
    var isOpen: Bool { stands && standing != .completed }

    /// Its partners, as far as the routing knew them.
    var partners: [String] { notice.known(notice.event.partners, of: .partner) }

    /// The first domain that the routing knew, by the latest notice; triage when it knew none, or sent it there.
    private static func section(of notice: Notice) -> String {
        if notice.rules.contains(Route.triage) { return Route.triage }
        return notice.known(notice.event.domains, of: .domain).first ?? Route.triage
    }
}

extension Notice {
    /// Those of the event's names that the routing knew.
    func known(_ names: [String], of field: UnknownName.Field) -> [String] {
        let unknown = Set(unknown.lazy.filter { $0.field == field }.map(\.name))
        return unknown.isEmpty ? names : names.filter { !unknown.contains($0) }
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
