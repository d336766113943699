public import Cooperation

/// What one audience asked for: which of its notices, how often, for whom.
public struct Subscription: Hashable, Sendable {
    /// Its identifier (`culture-weekly`): the key of its digests and cuts.
    public var id: String
    /// The audience whose notices it reads.
    public var audience: String
    /// What the digest is called.
    public var title: LocalizedText
    /// How often it comes.
    public var cadence: Cadence
    /// The IANA time zone of its boundaries.
    public var timeZone: String
    /// When none goes out: what would go out then waits for their end.
    public var quietHours: [QuietHours]
    /// The audience's public holidays.
    public var holidays: HolidayCalendar
    /// Who gets it.
    public var recipients: [Recipient]
    /// Which notices it takes.
    public var filter: NoticeFilter
    /// What to do in the cases that people decide differently.
    public var policies: DigestPolicies

    /// A subscription from its parts.
    public init(
        id: String, audience: String, title: LocalizedText, cadence: Cadence, timeZone: String,
        quietHours: [QuietHours] = [], holidays: HolidayCalendar = HolidayCalendar(), recipients: [Recipient] = [],
        filter: NoticeFilter = NoticeFilter(), policies: DigestPolicies = DigestPolicies()
    ) {
        self.id = id
        self.audience = audience
        self.title = title
        self.cadence = cadence
        self.timeZone = timeZone
        self.quietHours = quietHours
        self.holidays = holidays
        self.recipients = recipients
        self.filter = filter
        self.policies = policies
    }
}

/// A person or mailbox that a digest is sent to.
public struct Recipient: Hashable, Sendable {
    /// The mail address (RFC 5322 addr-spec).
    public var address: String
    /// The display name, where given.
    public var name: String?
    /// The BCP 47 tag of the language to write in (`fr-CA`, `fr-BE`, `en-CA`).
    public var language: String
    /// The IANA time zone to show times in; the subscription's when nil.
    public var timeZone: String?

    /// A recipient from its parts.
    public init(address: String, name: String? = nil, language: String, timeZone: String? = nil) {
        self.address = address
        self.name = name
        self.language = language
        self.timeZone = timeZone
    }
}

/// Which notices a subscription takes: an empty set asks nothing, a filled one asks for at least one of its members.
public struct NoticeFilter: Hashable, Sendable {
    /// Kinds wanted.
    public var kinds: Set<Kind> = []
    /// Actions wanted.
    public var actions: Set<Action> = []
    /// Domains wanted.
    public var domains: Set<String> = []
    /// Themes wanted.
    public var themes: Set<String> = []
    /// Partners wanted.
    public var partners: Set<String> = []
    /// Axes wanted.
    public var axes: Set<Axis> = []
    /// Directions wanted.
    public var directions: Set<Direction> = []
    /// Priorities wanted.
    public var priorities: Set<Priority> = []
    /// Only what a rule marked urgent.
    public var urgentOnly = false

    /// A filter that takes everything.
    public init() {}
}

/// The policies of a subscription.
public struct DigestPolicies: Hashable, Sendable {
    /// What to send when a window holds nothing.
    public enum Empty: String, CaseIterable, Sendable { case skip, heartbeat }
    /// What to do with windows missed during a downtime.
    public enum CatchUp: String, CaseIterable, Sendable { case merge, each }

    /// What to send when a window holds nothing.
    public var empty = Empty.skip
    /// What to do with windows missed during a downtime.
    public var catchUp = CatchUp.merge
    /// At most so many lines; the rest is counted.
    public var maxItems = 200
    /// At most so many bytes of digest record; the rest is counted.
    public var maxBytes = 400_000
    /// How far back a digest looks for what was said before.
    public var lookBackDays = 35
    /// How many days ahead a digest names the answers awaited; 0 for none.
    public var deadlineDays = 21

    /// The defaults.
    public init() {}
}
