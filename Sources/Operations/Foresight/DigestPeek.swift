public import Cooperation
public import DigestEngine
import EmailRendering
public import KafkaClient
public import Logging
public import Worker

/// The next digest of a subscription, as the log would have it.
public struct PeekedDigest: Sendable {
    /// The subscription.
    public var subscription: Subscription
    /// When the log was looked at, or as if when.
    public var at: Instant
    /// The digest; nil where nothing is to be told.
    public var digest: Digest?
    /// The end of the next window, plus the grace: when a worker closes it.
    public var dueAt: Instant?
    /// The hold that keeps it back, where one does.
    public var hold: Hold?
    /// Notices that it leaves for later ones.
    public var later = 0
    /// Its largest mail.
    public var mail = MailSize()
    /// The text part in the first recipient's language; nil where there is no recipient, or no digest.
    public var text: String?
}

/// Looks at what waits for a subscription. It reads the log, and writes nothing.
public struct DigestPeek: Sendable {
    private let view: LogView
    private let configuration: WorkerConfiguration

    /// A look at this configuration's log.
    public init(configuration: WorkerConfiguration, kafka: KafkaProperties, logger: Logger) {
        self.configuration = configuration
        view = LogView(configuration: configuration, kafka: kafka, logger: logger)
    }

    /// What the next digest would hold.
    ///
    /// - Parameters:
    ///   - now: the time; windows that are over by then are told as a worker would tell them.
    ///   - time: only what was appended before it, and the window ended at it unless its boundary comes first; all
    ///     that is there when nil.
    /// - Throws: `UnknownAddressee`, ``NoSuchTopic``, and what reading throws.
    public func look(at id: String, now: Instant, before time: Instant? = nil) async throws -> PeekedDigest {
        let subscription = try CommandAddressees(configuration: configuration).subscription(id).get()
        let engine = try await engine(for: subscription, before: time)
        var peeked = Self.peek(at: subscription, in: engine, now: now, before: time)
        guard let digest = peeked.digest else { return peeked }
        let composer = try EmailComposer(configuration: configuration)
        peeked.mail = try composer.size(of: digest, for: subscription)
        peeked.text = try composer.bodies(of: digest, for: subscription).first?.text
        return peeked
    }

    /// The engine that has read what is to be looked at.
    private func engine(for subscription: Subscription, before time: Instant?) async throws -> DigestEngine {
        let settings = try await view.settings()
        guard let partition = settings.placement[subscription.audience] else {
            throw NoSuchTopic(topic: settings.topic)
        }
        let cuts = try await view.cuts(in: [partition])[partition] ?? []
        let subscriptions = configuration.subscriptions.filter { $0.audience == subscription.audience }
        var engine = DigestEngine(subscriptions: subscriptions, settings: settings)
        var start: Int64 = 0
        for case .seek(_, let offset) in engine.handle(.assigned(partition: partition, cuts: cuts)) { start = offset }
        var cutoff = time.map { time in
            PeekCutoff(
                recipe: DigestRecipe(subscription, among: subscriptions), time: time,
                cut: cuts.last { $0.subscription == subscription.id && $0.audience == subscription.audience })
        }
        try await view.read([partition: LogReader.Range(from: start)]) { _, entry in
            guard cutoff?.admits(entry) ?? true else { return }
            _ = engine.handle(entry.input(partition: partition))
        }
        return engine
    }

    /// What an engine that has read the log knows of the next digest.
    static func peek(
        at subscription: Subscription, in engine: DigestEngine, now: Instant, before time: Instant?
    ) -> PeekedDigest {
        let status = engine.statuses.first { $0.subscription == subscription.id }
        let at = time ?? now
        var peeked = PeekedDigest(subscription: subscription, at: at)
        peeked.dueAt = status?.nextBoundary?.adding(seconds: engine.settings.graceSeconds)
        peeked.hold = status?.hold.flatMap { hold in hold.until.map { $0 > at } ?? true ? hold : nil }
        if let time, let boundary = status?.nextBoundary, time < boundary {
            peeked.digest = engine.preview(of: subscription.id, endingAt: time)?.sealed()
        } else {
            peeked.digest = engine.preview(of: subscription.id, at: at)?.sealed()
        }
        peeked.later = max(0, (status?.pending ?? 0) - (peeked.digest?.counts.notices ?? 0))
        return peeked
    }
}
