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
    init(_ fold: SubjectFold, recipe: DigestRecipe) {
        line = DigestLine(
            change: fold.change,
            state: SubjectState(of: fold.last),
            before: fold.before,
            updates: fold.notices.count { $0.event.action == .updated },
            previously: fold.told?.reference,
            announcedAtOnce: fold.notices.contains(where: recipe.wasAnnounced),
            because: unique(fold.notices.flatMap(\.rules)),
            unknown: unique(fold.notices.flatMap(\.unknown)),
            events: fold.notices.map(LineEvent.init(of:))
        )
        section = fold.notices.last.map(Self.section) ?? Self.triage
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

/// The values without repeats, in the order of their first appearance.
func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
}
