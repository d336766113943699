/// Whether events are taken over HTTP, how many, and from whom.
public struct IntakeSettings: Hashable, Sendable {
    /// Whether `POST /events` is served at all.
    public var isEnabled = false
    /// The largest request body, in bytes.
    public var maxBodyBytes = 1_048_576
    /// The most events of one batch.
    public var maxBatchEvents = 100
    /// The most requests at once; what comes beside them is sent away.
    public var maxInFlight = 64
    /// How long a request's body may take to arrive.
    public var bodySeconds = 30
    /// How long the brokers may take to acknowledge a record.
    public var acknowledgeSeconds = 10
    /// How long an event is known again by its `source` and `id`.
    public var idempotencySeconds = 3600
    /// How many events are known again at most; the oldest are forgotten first.
    public var idempotencyMaxEvents = 100_000
    /// Who may send.
    public var sources: [IntakeSource] = []

    /// The defaults.
    public init() {}
}

/// A system that may send events over HTTP. Its tokens are no part of the settings: only where they are found.
public struct IntakeSource: Hashable, Sendable {
    /// Names it in logs, metrics and messages.
    public var id: String
    /// The CloudEvents `source` that it may send: exactly this one or, where it ends in `/`, whatever begins with it.
    public var source: String
    /// Where its tokens are, with white space between them.
    public var token = SecretSource()
    /// How many events a second it may send in the long run.
    public var ratePerSecond = 100
    /// How many events it may send at once after a rest.
    public var burst = 200

    /// A source with neither tokens nor limits of its own yet.
    public init(id: String, source: String) {
        self.id = id
        self.source = source
    }

    /// Whether it may send events of this CloudEvents `source`.
    public func covers(_ eventSource: String) -> Bool {
        source.hasSuffix("/") ? eventSource.hasPrefix(source) : eventSource == source
    }
}
