public import Cooperation

/// A subscription on hold: since when, until when, by whom.
public struct Hold: Hashable, Codable, Sendable {
    /// When the command was appended.
    public var since: Instant
    /// When it ends by itself; nil when only a release ends it.
    public var until: Instant?
    /// Who gave it.
    public var by: String
    /// Why, where told.
    public var reason: String?

    /// A hold from its parts.
    public init(since: Instant, until: Instant?, by: String, reason: String? = nil) {
        self.since = since
        self.until = until
        self.by = by
        self.reason = reason
    }

    /// Whether it holds at an instant.
    func isInForce(at now: Instant) -> Bool { until.map { now < $0 } ?? true }
}
