public import DigestEngine
public import Worker

/// Whom a command is for: one subscription, or all of an audience's.
public struct CommandTarget: Sendable {
    /// The audience.
    public let audience: String
    /// The one subscription; all of the audience's when nil.
    public let subscription: String?
    /// The subscriptions concerned, never empty.
    public let subscriptions: [Subscription]

    /// One subscription.
    ///
    /// - Throws: `UnknownAddressee`, which names the nearest.
    public init(subscription id: String, in configuration: WorkerConfiguration) throws {
        let found = try CommandAddressees(configuration: configuration).subscription(id).get()
        audience = found.audience
        subscription = found.id
        subscriptions = [found]
    }

    /// All of an audience's subscriptions.
    ///
    /// - Throws: `UnknownAddressee`, which names the nearest.
    public init(audience: String, in configuration: WorkerConfiguration) throws {
        try CommandAddressees(configuration: configuration).check(audience: audience)
        self.audience = audience
        subscription = nil
        subscriptions = configuration.subscriptions(of: audience)
    }

    /// As a message names it.
    public var name: String {
        subscription ?? "all subscriptions of \(audience) (\(subscriptions.map(\.id).joined(separator: ", ")))"
    }
}
