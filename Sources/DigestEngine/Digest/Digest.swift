public import Cooperation

/// What one subscription is told of one slice of the log: the value of a record of the digests topic.
///
/// Its JSON form is `schemas/digest.v1.json`. It speaks no language: texts keep all their translations, dates are
/// data; rendering is a later step. It is a pure function of its slice, the digests before it, and the configuration
/// it names.
public struct Digest: Hashable, Codable, Sendable {
    /// Derived from subscription and slice, so that a repeat has the same one.
    public var id: String
    /// The subscription.
    public var subscription: String
    /// Its audience.
    public var audience: String
    /// What the digest is called.
    public var title: LocalizedText
    /// 1 for the subscription's first digest, then counting up by one.
    public var sequence: Int
    /// Which part of the log it tells of.
    public var slice: LogSlice
    /// Which span of time it tells of.
    public var window: DigestWindow
    /// What it was made with.
    public var versions: DigestVersions
    /// The lines, in reading order, by section.
    public var sections: [DigestSection]
    /// What operators took back, in log order.
    public var withdrawals: [Withdrawal]
    /// The command that closed it before its time, where one did.
    public var flush: Flush?
    /// Answers awaited in the days after the window, of whatever readers know; soonest first.
    public var deadlines: [Deadline]
    /// How many lines serve which axis.
    public var axes: AxisCounts
    /// How the cooperation is balanced.
    public var balance: Balance
    /// How many of what.
    public var counts: DigestCounts
    /// SHA-256 of the canonical bytes without this member; nil until it is sealed (`sealed()`).
    public var hash: ContentHash?

    /// A digest from its parts.
    public init(
        id: String, subscription: String, audience: String, title: LocalizedText, sequence: Int, slice: LogSlice,
        window: DigestWindow, versions: DigestVersions, sections: [DigestSection], withdrawals: [Withdrawal] = [],
        flush: Flush? = nil, deadlines: [Deadline] = [], axes: AxisCounts = AxisCounts(), balance: Balance,
        counts: DigestCounts, hash: ContentHash? = nil
    ) {
        self.id = id
        self.subscription = subscription
        self.audience = audience
        self.title = title
        self.sequence = sequence
        self.slice = slice
        self.window = window
        self.versions = versions
        self.sections = sections
        self.withdrawals = withdrawals
        self.flush = flush
        self.deadlines = deadlines
        self.axes = axes
        self.balance = balance
        self.counts = counts
        self.hash = hash
    }
}

/// A part of one partition of the notices topic: the digest's own notices are in `[from, to)`, and `[contextFrom,
/// from)` was read to know what had been said before.
public struct LogSlice: Hashable, Codable, Sendable {
    /// The notices topic.
    public var topic: String
    /// The partition.
    public var partition: Int32
    /// Where the look-back begins; equal to `from` when there is none.
    public var contextFrom: Int64
    /// The first offset of the slice.
    public var from: Int64
    /// One past the last offset of the slice.
    public var to: Int64
    /// The hash of the subscription's records below `from`: the `hash` of the digest before; zeros for the first.
    public var hashBefore: ContentHash
    /// The hash of the subscription's records below `to`. It is a chain: the hash so far, followed by the record's,
    /// hashed again for each record of the slice that the subscription takes, commands included, in log order.
    public var hash: ContentHash

    /// A slice from its bounds.
    public init(
        topic: String, partition: Int32, contextFrom: Int64, from: Int64, to: Int64, hashBefore: ContentHash = .zero,
        hash: ContentHash = .zero
    ) {
        self.topic = topic
        self.partition = partition
        self.contextFrom = contextFrom
        self.from = from
        self.to = to
        self.hashBefore = hashBefore
        self.hash = hash
    }
}

/// The half-open span of time `[from, to)` of a digest.
public struct DigestWindow: Hashable, Codable, Sendable {
    /// Its first instant.
    public var from: Instant
    /// One past its last instant: the boundary.
    public var to: Instant
    /// The time zone of its boundaries.
    public var timeZone: String
    /// `immediate`, `daily`, `weekdays`, `weekly` or `monthly`.
    public var cadence: String
    /// How many regular windows lie in `[from, to)`: more than 1 when missed ones were merged, those without notices
    /// in between included; always 1 for an immediate cadence.
    public var merged: Int

    /// A window from its bounds.
    public init(from: Instant, to: Instant, timeZone: String, cadence: String, merged: Int) {
        self.from = from
        self.to = to
        self.timeZone = timeZone
        self.cadence = cadence
        self.merged = merged
    }
}

/// What a digest was made with.
public struct DigestVersions: Hashable, Codable, Sendable {
    /// The routing tables that routed its notices, oldest first.
    public var routes: [String]
    /// The content hash of the subscription's configuration.
    public var subscription: String
    /// The version of the rules that fold notices into lines; raised when the same slice would read differently.
    public var engine: Int
    /// The content hash of the configuration as a whole.
    public var configuration: String
    /// The content hash of the templates of the program that made it.
    public var templates: String
    /// The release of the time zone database: `2025b`.
    public var timeZones: String

    /// Versions from their parts.
    public init(routes: [String], subscription: String, engine: Int, provenance: Provenance = .unknown) {
        self.routes = routes
        self.subscription = subscription
        self.engine = engine
        configuration = provenance.configuration
        templates = provenance.templates
        timeZones = provenance.timeZones
    }

    /// What it was made with besides the subscription.
    public var provenance: Provenance {
        Provenance(configuration: configuration, templates: templates, timeZones: timeZones)
    }
}

/// The lines of one domain, or of triage.
public struct DigestSection: Hashable, Codable, Sendable {
    /// The domain's identifier; `triage` for what no rule knew.
    public var id: String
    /// The lines: what overturns plans first, then by theme, within each by date of what happens.
    public var lines: [DigestLine]
    /// How many lines did not fit.
    public var omitted: Int

    /// A section from its parts.
    public init(id: String, lines: [DigestLine], omitted: Int = 0) {
        self.id = id
        self.lines = lines
        self.omitted = omitted
    }
}

/// The counts of a digest: together they account for every notice of the slice that the subscription takes, for
/// `notices = duplicates + withdrawnNotices + retractedNotices + omittedNotices + the events of all lines`.
public struct DigestCounts: Hashable, Codable, Sendable {
    /// Notices in `[from, to)` that the subscription takes.
    public var notices: Int
    /// Of them, repeats of an event already seen in the slice or its look-back.
    public var duplicates: Int
    /// Subjects never told of, proposed and cancelled within the window: counted, without a line.
    public var withdrawn: Int
    /// The notices about those subjects.
    public var withdrawnNotices: Int
    /// Subjects that an operator took back.
    public var retracted: Int
    /// The notices about those subjects that were left out.
    public var retractedNotices: Int
    /// Lines in all sections.
    public var lines: Int
    /// Lines that did not fit.
    public var omitted: Int
    /// The notices behind the lines that did not fit.
    public var omittedNotices: Int
    /// Deadlines beyond those named.
    public var omittedDeadlines: Int

    /// All zero.
    public init() {
        notices = 0
        duplicates = 0
        withdrawn = 0
        withdrawnNotices = 0
        retracted = 0
        retractedNotices = 0
        lines = 0
        omitted = 0
        omittedNotices = 0
        omittedDeadlines = 0
    }
}
