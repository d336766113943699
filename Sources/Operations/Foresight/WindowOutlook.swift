public import Cooperation
import DigestEngine

/// One window of a subscription, told or to come.
public struct WindowOutlook: Encodable, Sendable {
    /// How a window stands.
    public enum Standing: String, Encodable, Sendable {
        /// It is over, and a digest tells of it.
        case told
        /// It is over, and there was nothing to tell.
        case empty
        /// It is over and was not told yet: it goes out as soon as a worker runs.
        case due
        /// It is the next one to end; its counts are of what waits now.
        case pending
        /// It lies ahead; its counts are medians of the windows that are over.
        case expected
    }

    /// Something that was wanted earlier and goes out with this window.
    public struct Move: Encodable, Sendable {
        /// When it was wanted, in local time.
        public var from: String
        /// Why it did not go out then: names of holidays, a day of the weekend, quiet hours.
        public var because: [String]
    }

    /// A public holiday of one of the audiences.
    public struct Holiday: Encodable, Hashable, Sendable {
        /// Its date.
        public var date: CalendarDate
        /// What it is called.
        public var name: String
        /// Whose it is.
        public var audiences: [String]
    }

    /// The subscription.
    public var subscription: String
    /// How it stands.
    public var standing: Standing
    /// Its first instant.
    public var from: Instant
    /// One past its last: the boundary.
    public var to: Instant
    /// The boundary in local time, with its offset from UTC.
    public var local: String
    /// The offsets from UTC at its beginning and its end, where the clock is changed within it.
    public var clockChange: [String]?
    /// What was moved to its boundary.
    public var moved: [Move]
    /// The holidays on its days, the last one, whose morning it may see, left out.
    public var holidays: [Holiday]
    /// The digest's id, where one is known.
    public var digest: String?
    /// Whether an operator's flush ended it.
    public var isFlushed = false
    /// How many notices it tells of.
    public var notices: Int?
    /// How many lines it has, or is expected to have.
    public var lines: Int?
    /// How many bytes its record has, or is expected to have.
    public var bytes: Int?
    /// Its largest mail.
    public var mail: MailSize?
}

/// The windows of one subscription in a span of days.
public struct SubscriptionOutlook: Encodable, Sendable {
    /// The subscription.
    public var subscription: String
    /// What it is called.
    public var title: String
    /// Its audience.
    public var audience: String
    /// `immediate`, `daily`, `weekdays`, `weekly` or `monthly`.
    public var cadence: String
    /// The time zone of its boundaries.
    public var timeZone: String
    /// The hold in force, where one is.
    public var hold: HoldOutlook?
    /// The windows whose boundary lies in the span, earliest first. An immediate cadence has none but those with
    /// something in them.
    public var windows: [WindowOutlook]
}

/// A hold in force.
public struct HoldOutlook: Encodable, Sendable {
    /// When the command was appended.
    public var since: Instant
    /// When it ends by itself; nil when only a release ends it.
    public var until: Instant?
    /// Who gave it.
    public var by: String
    /// Why, where told.
    public var reason: String?

    init(_ hold: Hold) {
        (since, until, by, reason) = (hold.since, hold.until, hold.by, hold.reason)
    }
}
