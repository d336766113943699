import Cooperation

/// What a slice says of one subject, in a bounded number of bytes however many notices it takes.
///
/// A tally forgets the notices in between and keeps what a line can show: the first state and the last, counts, and
/// the first and last events by name. It does not matter in which order notices are added or tallies merged (each
/// counts at its offset), so windows can be tallied apart and told as one, and what turns out to belong to a slice
/// later can still be added.
struct SubjectTally: Sendable {
    /// Unknown names a line keeps at most: they come from outside.
    private static let unknownLimit = 32

    /// How it went.
    private(set) var course: SubjectCourse
    /// Its first notice.
    private(set) var first: RetainedNotice
    /// How many of its events were updates.
    private(set) var updates = 0
    /// Whether any was announced at once.
    private(set) var wasAnnounced = false
    /// The rules that led here.
    private(set) var rules = FirstMentions<String>()
    /// The names that the routing did not know.
    private(set) var unknown = FirstMentions<UnknownName>(limit: Self.unknownLimit)
    /// Its events.
    private(set) var events = EventList()

    /// The tally of one notice.
    init(_ notice: RetainedNotice, recipe: DigestRecipe) {
        course = SubjectCourse(notice)
        first = notice
        count(notice, recipe: recipe)
    }

    /// Adds a notice.
    mutating func add(_ notice: RetainedNotice, recipe: DigestRecipe) {
        course.merge(SubjectCourse(notice))
        if notice.offset < first.offset { first = notice }
        count(notice, recipe: recipe)
    }

    private mutating func count(_ notice: RetainedNotice, recipe: DigestRecipe) {
        if notice.event.action == .updated { updates += 1 }
        if !wasAnnounced { wasAnnounced = recipe.wasAnnounced(notice.notice) }
        for rule in notice.notice.rules { rules.add(rule, at: notice.offset) }
        for name in notice.notice.unknown { unknown.add(name, at: notice.offset) }
        events.add(LineEvent(of: notice.notice))
    }

    /// Adds what another part of the slice says of it.
    mutating func merge(_ other: SubjectTally) {
        course.merge(other.course)
        if other.first.offset < first.offset { first = other.first }
        updates += other.updates
        wasAnnounced = wasAnnounced || other.wasAnnounced
        rules.merge(other.rules)
        unknown.merge(other.unknown)
        events.merge(other.events)
    }
}
