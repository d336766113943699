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
    }

    /// What the window did to it.
    public var change: Change
    /// Its latest state: an event's data. `state.action` is the last step taken.
    public var state: SubjectState
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
    /// The events folded into the line, in log order.
    public var events: [LineEvent]

    /// A line from its parts.
    public init(
        change: Change, state: SubjectState, before: SubjectBefore?, updates: Int, previously: DigestReference?,
        announcedAtOnce: Bool, because: [String], unknown: [UnknownName], events: [LineEvent]
    ) {
        self.change = change
        self.state = state
        self.before = before
        self.updates = updates
        self.previously = previously
        self.announcedAtOnce = announcedAtOnce
        self.because = because
        self.unknown = unknown
        self.events = events
    }
}

/// The state of a subject: what its latest event says of it.
public struct SubjectState: Hashable, Codable, Sendable {
    public var source: String
    public var subject: String
    public var kind: Kind
    public var action: Action
    public var title: LocalizedText
    public var summary: LocalizedText?
    public var note: LocalizedText?
    public var domains: [String]
    public var themes: [String]
    public var axes: [Axis]
    public var partners: [String]
    public var direction: Direction
    public var priority: Priority
    public var starts: Moment?
    public var ends: Moment?
    public var respondBy: Moment?
    public var place: Place?
    public var organisations: [Organisation]
    public var participants: Int?
    public var programme: [ProgrammeStep]
    public var links: [Link]
}

/// What a subject was before: only the fields that differ from its state now.
public struct SubjectBefore: Hashable, Codable, Sendable {
    public var action: Action?
    public var title: LocalizedText?
    public var starts: Moment?
    public var ends: Moment?
    public var respondBy: Moment?
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
    public var source: String
    public var id: String
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
