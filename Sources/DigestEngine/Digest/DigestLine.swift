public import Cooperation

/// One subject as a digest tells it: its latest state and the net change since it was last told.
public struct DigestLine: Hashable, Codable, Sendable {
    /// What the window did to the subject, as a reader sees it.
    public enum Change: String, Codable, Hashable, Sendable, CaseIterable {
        /// First told of, as a proposal.
        case proposed
        /// First told of as confirmed, or confirmed since.
        case confirmed
        /// Dates or place changed since it was last told.
        case rescheduled
        /// Anything else changed.
        case updated
        /// It took place.
        case completed
        /// It will not take place.
        case cancelled
        /// An operator took back what readers were told of it.
        case withdrawn
    }

    /// What the window did to it.
    public var change: Change
    /// Its latest state: an event's data. `state.action` is the last step taken.
    public var state: SubjectState
    /// Its theme: the first of its latest event's themes that the routing knew.
    public var theme: String?
    /// What it was when last told (or first published in this window), where the change is one of dates, place, title
    /// or status; only the fields that differ are filled.
    public var before: SubjectBefore?
    /// How many `updated` events the window folded into this line.
    public var updates: Int
    /// The digest in which the subject stood last, where it did.
    public var previously: DigestReference?
    /// Whether it went out at once as urgent before this digest.
    public var announcedAtOnce: Bool
    /// The rules that led here, over all events of the line.
    public var because: [String]
    /// Names the routing did not know.
    public var unknown: [UnknownName]
    /// The events folded into the line, in log order: all of them, or the first and the last where there are many.
    public var events: [LineEvent]
    /// How many events lie between those, unnamed.
    public var unnamedEvents: Int

    /// A line from its parts.
    public init(
        change: Change, state: SubjectState, theme: String? = nil, before: SubjectBefore?, updates: Int,
        previously: DigestReference?, announcedAtOnce: Bool, because: [String], unknown: [UnknownName],
        events: [LineEvent], unnamedEvents: Int = 0
    ) {
        self.change = change
        self.state = state
        self.theme = theme
        self.before = before
        self.updates = updates
        self.previously = previously
        self.announcedAtOnce = announcedAtOnce
        self.because = because
        self.unknown = unknown
        self.events = events
        self.unnamedEvents = unnamedEvents
    }

    /// How many events were folded into the line.
    public var eventCount: Int { events.count + unnamedEvents }
}

/// The state of a subject: what its latest event says of it.
public struct SubjectState: Hashable, Codable, Sendable {
    /// CloudEvents `source` of the subject.
    public var source: String
    /// CloudEvents `subject`: with the source, the identity of what is told.
    public var subject: String
    /// What it is.
    public var kind: Kind
    /// The last step taken.
    public var action: Action
    /// What it is called.
    public var title: LocalizedText
    /// What it is about.
    public var summary: LocalizedText?
    /// Why it changed or was cancelled.
    public var note: LocalizedText?
    /// Domains, as published.
    public var domains: [String]
    /// Themes, as published.
    public var themes: [String]
    /// Axes of the vision.
    public var axes: [Axis]
    /// Partners, by identifier.
    public var partners: [String]
    /// Which way it goes.
    public var direction: Direction
    /// Its weight.
    public var priority: Priority
    /// When it starts, where known.
    public var starts: Moment?
    /// When it ends, where known.
    public var ends: Moment?
    /// Until when an answer is awaited, where one is.
    public var respondBy: Moment?
    /// Where it happens, where known.
    public var place: Place?
    /// Who takes part.
    public var organisations: [Organisation]
    /// How many people travel, where known.
    public var participants: Int?
    /// The steps of a visit.
    public var programme: [ProgrammeStep]
    /// Where to read more.
    public var links: [Link]

    /// What an event says of its subject.
    public init(of event: CooperationEvent) {
        source = event.source
        subject = event.subject
        kind = event.kind
        action = event.action
        title = event.title
        summary = event.summary
        note = event.note
        domains = event.domains
        themes = event.themes
        axes = event.axes
        partners = event.partners
        direction = event.direction
        priority = event.priority
        starts = event.starts
        ends = event.ends
        respondBy = event.respondBy
        place = event.place
        organisations = event.organisations
        participants = event.participants
        programme = event.programme
        links = event.links
    }

    /// What identifies the subject to whoever was told of it, without what was said about it.
    var bare: SubjectState {
        var bare = self
        (bare.summary, bare.note, bare.participants) = (nil, nil, nil)
        (bare.organisations, bare.programme, bare.links) = ([], [], [])
        return bare
    }
}

/// What a subject was before: only the fields that differ from its state now.
public struct SubjectBefore: Hashable, Codable, Sendable {
    /// The standing it had (`proposed`, `confirmed`, `completed`, `cancelled`), where it is another now.
    public var action: Action?
    /// The title it had.
    public var title: LocalizedText?
    /// When it was to start.
    public var starts: Moment?
    /// When it was to end.
    public var ends: Moment?
    /// Until when an answer was awaited.
    public var respondBy: Moment?
    /// Where it was to happen.
    public var place: Place?

    /// Nothing differs.
    public init() {}
}

/// A digest that told of a subject earlier.
public struct DigestReference: Hashable, Codable, Sendable {
    /// Its id.
    public var digest: String
    /// Its number within the subscription.
    public var sequence: Int
    /// The end of its window.
    public var windowEnd: Instant

    /// A reference from its parts.
    public init(digest: String, sequence: Int, windowEnd: Instant) {
        self.digest = digest
        self.sequence = sequence
        self.windowEnd = windowEnd
    }
}

/// One event behind a line.
public struct LineEvent: Hashable, Codable, Sendable {
    /// CloudEvents `source`.
    public var source: String
    /// CloudEvents `id`.
    public var id: String
    /// The step it reported.
    public var action: Action
    /// The offset of its notice.
    public var offset: Int64
    /// The event's own record.
    public var origin: RecordPosition

    /// An event's provenance.
    public init(source: String, id: String, action: Action, offset: Int64, origin: RecordPosition) {
        self.source = source
        self.id = id
        self.action = action
        self.offset = offset
        self.origin = origin
    }
}
