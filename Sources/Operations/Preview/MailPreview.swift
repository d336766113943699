public import DigestEngine
public import EmailRendering
public import Worker

/// A digest as one reader would get it, for somebody who wants to look first.
public struct MailPreview: Sendable {
    private let composer: EmailComposer
    private let subscriptions: [Subscription]

    /// A preview under this configuration: its names, its templates, its sender.
    /// - Throws: what ``EmailComposer/init(configuration:)`` throws.
    public init(configuration: WorkerConfiguration) throws {
        composer = try EmailComposer(configuration: configuration)
        subscriptions = configuration.subscriptions
    }

    /// The languages that there are.
    public var languages: [String] { composer.templates.languages.keys.sorted() }

    /// The message to the subscription's first recipient, or the first who reads `language`. Where there is none, the
    /// sender stands in.
    /// - Throws: ``EmailError``.
    public func message(_ digest: Digest, language: String? = nil) throws(EmailError) -> EmailPayload {
        let recipients = subscriptions.first { $0.id == digest.subscription }?.recipients ?? []
        guard let language else { return try composer.compose(digest, to: recipients.first ?? standIn) }
        let reader = recipients.first { $0.language == language } ?? standIn
        return try composer.compose(
            digest,
            to: Recipient(
                address: reader.address, name: reader.name, language: language, timeZone: reader.timeZone))
    }

    private var standIn: Recipient {
        Recipient(address: composer.sender.address, language: composer.templates.defaultLanguage)
    }
}
