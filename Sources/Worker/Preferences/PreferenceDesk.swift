import DigestEngine
import KafkaClient
import Logging

/// What the compose stage asks before it addresses a digest: who gets it, and by which link each can change that.
final class PreferenceDesk {
    private let rule: PreferenceRule
    private let settings: PreferenceSettings
    private let log: PreferenceLog
    private var book = PreferenceBook()

    /// Nil where preferences are off.
    init?(context: StageContext) {
        guard let signer = context.signer else { return nil }
        rule = PreferenceRule(subscriptions: context.configuration.subscriptions, signer: signer)
        settings = context.configuration.settings.preferences
        log = PreferenceLog(topic: context.topics.preferences, kafka: context.kafka, logger: context.logger)
    }

    /// Takes in every choice that was acknowledged before.
    ///
    /// - Throws: ``OrphanedPreferences`` rather than sending mail to people who wanted none.
    func refresh() async throws {
        book = try await log.current()
        let orphans = book.orphans(known: rule.signer.secretNames)
        guard orphans.isEmpty else { throw OrphanedPreferences(orphans: orphans) }
    }

    func recipients(of digest: Digest) -> [Recipient] { rule.recipients(of: digest, by: book) }

    /// The link in the mail of a digest to a recipient: the same for ever.
    func url(for recipient: Recipient, of digest: Digest, in subscription: Subscription, language: String) -> String {
        let link = PreferenceLink(
            subscription: subscription.id,
            recipient: rule.signer.ids(of: recipient.address, in: subscription.audience)[0],
            language: language, windowEnd: digest.window.to, validDays: settings.linkDays)
        return settings.url(of: rule.signer.sign(link))
    }

    func close() async { await log.close() }
}

/// Choices made under secrets that are no longer configured: whose they are cannot be told.
public struct OrphanedPreferences: Error, CustomStringConvertible {
    /// How many, by the name of the secret.
    public var orphans: [String: Int]

    /// What is wrong, and what to do.
    public var description: String {
        let secrets = orphans.sorted { $0.key < $1.key }.map { "\($0.value) under secret \($0.key)" }
        return """
            the preferences topic holds choices made under secrets that are not configured \
            (\(secrets.joined(separator: ", "))), so that nobody can tell whose they are. Composing waits, because mail \
            would go to people who wanted none. Put the secret back behind the first one, then \
            `vaguemestre preferences rekey`; or, if it is lost, `vaguemestre preferences rekey --forget` gives them up
            """
    }
}
