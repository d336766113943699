public import Cooperation

/// What an operator asked of a subscription: a control record of the notices topic, decoded.
///
/// Commands stand in the log among the notices they concern, so their order is the log's and the log is their audit.
/// All but a hold's end are decided by that order, never by the clock.
public struct DigestCommand: Hashable, Sendable {
    /// What is to be done.
    public enum Order: Hashable, Sendable {
        /// Tell what was appended before the command now, as a digest of its own; even on hold.
        case flush
        /// Publish nothing until released, or until the given instant. What comes meanwhile waits.
        case hold(until: Instant?)
        /// End a hold.
        case release
        /// Take back what was appended before the command about one subject: not told of yet, it is left out and
        /// counted; told of already, the next digest says that it was withdrawn.
        case withdraw(source: String, subject: String)
    }

    /// What is to be done.
    public var order: Order
    /// The subscription it is for; all of the audience's when nil.
    public var subscription: String?
    /// The audience: the record's key.
    public var audience: String
    /// Its offset in its partition of the notices topic.
    public var offset: Int64
    /// When it was appended (the record's timestamp).
    public var appendedAt: Instant
    /// Its identifier, given by whoever wrote it.
    public var id: String
    /// Who gave it.
    public var by: String
    /// Why, where told.
    public var reason: String?
    /// The hash of its record; zero for a command that was not read from one.
    public var recordHash: ContentHash

    /// A command from its parts.
    public init(
        _ order: Order, subscription: String?, audience: String, offset: Int64, appendedAt: Instant, id: String,
        by: String, reason: String? = nil, recordHash: ContentHash = .zero
    ) {
        self.order = order
        self.subscription = subscription
        self.audience = audience
        self.offset = offset
        self.appendedAt = appendedAt
        self.id = id
        self.by = by
        self.reason = reason
        self.recordHash = recordHash
    }

    /// Whether it concerns a subscription.
    public func concerns(_ subscription: Subscription) -> Bool {
        audience == subscription.audience && (self.subscription ?? subscription.id) == subscription.id
    }
}
