import Cooperation
import DigestEngine
import EmailRendering
import Foundation
import KafkaClient
import Logging
public import ServiceLifecycle
import Synchronization
public import Worker

/// Lets recipients choose by the link in their mails: shows what holds, and writes what they choose to the preferences
/// topic, which the compose stage heeds.
///
/// It serves as long as the process does; its part in the service group is to close its connections after the HTTP
/// server has answered its last request. No message of it tells a link: whoever has the link may choose.
public final class PreferenceService: Service {
    /// What the paths it is served under begin with; the signed text follows.
    static let path = "/preferences/"
    static let maxBodyBytes = 8_192
    static let bodySeconds = 15
    static let acknowledgeSeconds = 10
    private static let maxInFlight = 32

    let templates: Templates
    let clock: any WorkerClock
    let logger: Logger
    private let signer: LinkSigner
    private let topic: String
    private let live: LiveConfiguration
    private let log: PreferenceLog
    private let writer: IntakeWriter
    private let inFlight = Mutex(0)

    /// What became of a request.
    enum Outcome: Sendable {
        /// Where the owner of the link stands now.
        case standing(PreferenceStanding, PreferenceLink, isSaved: Bool)
        /// Why there is nothing to choose, and for whom that is to be said, where the link tells.
        case trouble(PreferencePage.Trouble, language: String?)
    }

    /// A service for this configuration.
    ///
    /// - Returns: nil where preferences are off.
    /// - Throws: `KafkaError` for a property that librdkafka refuses.
    public init?(context: StageContext) throws {
        guard let signer = context.signer else { return nil }
        self.signer = signer
        templates = context.configuration.templates
        clock = context.clock
        logger = context.logger
        topic = context.configuration.settings.topics.preferences
        live = context.live
        log = PreferenceLog(topic: topic, kafka: context.kafka, logger: context.logger)
        writer = try IntakeWriter(
            kafka: context.kafka, deadlineSeconds: Self.acknowledgeSeconds, logger: context.logger)
    }

    /// Waits until the process is asked to end, then closes its connections.
    public func run() async throws {
        logger.info("serving recipients' preferences", metadata: ["path": "\(Self.path)"])
        try? await gracefulShutdown()
        await writer.close()
        await log.close()
    }

    /// The configured subscription of that name.
    func subscription(_ id: String) -> Subscription? {
        live.newest.configuration.subscriptions.first { $0.id == id }
    }
}

extension PreferenceService {
    /// What holds for the owner of a link. Changes nothing: mail scanners follow links too.
    func show(_ token: String) async -> Outcome {
        await withDesk(of: token) { desk in
            guard let standing = desk.standing else { return desk.trouble(.unknown) }
            return .standing(standing, desk.link, isSaved: false)
        }
    }

    /// Writes what a form says. Done once the brokers have acknowledged it; the same form twice is one choice.
    func act(_ token: String, _ form: PreferenceForm) async -> Outcome {
        await withDesk(of: token) { desk in
            guard let standing = desk.standing else { return desk.trouble(.unknown) }
            let now = desk.now
            guard let choice = form.choice(in: standing.place.timeZone, at: now) else { return desk.trouble(.unclear) }
            if standing.holds(choice) { return .standing(standing, desk.link, isSaved: true) }
            guard let preference = standing.record(of: choice, via: form.way, at: now) else {
                return desk.trouble(.unclear)
            }
            guard await write(preference) else { return desk.trouble(.later) }
            guard let after = desk.standing(after: preference) else { return desk.trouble(.unknown) }
            return .standing(after, desk.link, isSaved: true)
        }
    }

    /// What a request is judged by: its link, and the choices in force.
    private struct Desk {
        let rule: PreferenceRule
        let book: PreferenceBook
        let link: PreferenceLink
        let secret: String
        let now: Instant

        var standing: PreferenceStanding? { rule.standing(of: link, signedWith: secret, in: book)?.settled(at: now) }

        func standing(after preference: Preference) -> PreferenceStanding? {
            var book = book
            book.note(preference)
            return rule.standing(of: link, signedWith: secret, in: book)
        }

        func trouble(_ trouble: PreferencePage.Trouble) -> Outcome { .trouble(trouble, language: link.language) }
    }

    /// Looks at the link before anything else: what was not signed here costs the brokers nothing.
    private func withDesk(of token: String, _ body: (Desk) async -> Outcome) async -> Outcome {
        guard let (link, secret) = signer.read(token) else { return .trouble(.unknown, language: nil) }
        let now = clock.now()
        guard !link.isExpired(at: now) else { return .trouble(.expired, language: link.language) }
        guard takePlace() else { return .trouble(.later, language: link.language) }
        defer { inFlight.withLock { $0 -= 1 } }
        do {
            let rule = PreferenceRule(subscriptions: live.newest.configuration.subscriptions, signer: signer)
            return await body(Desk(rule: rule, book: try await log.current(), link: link, secret: secret, now: now))
        } catch {
            logger.warning("the preferences topic cannot be read", metadata: ["error": "\(error)"])
            return .trouble(.later, language: link.language)
        }
    }

    private func takePlace() -> Bool {
        inFlight.withLock { count in
            guard count < Self.maxInFlight else { return false }
            count += 1
            return true
        }
    }

    private func write(_ preference: Preference) async -> Bool {
        do {
            let (_, failure) = await writer.write([try PreferenceRecords.record(preference, topic: topic)])
            if let failure { throw failure }
        } catch {
            logger.warning("a choice was not acknowledged", metadata: ["error": "\(error)"])
            return false
        }
        logger.info(
            "a recipient chose",
            metadata: [
                "subscription": "\(preference.subscription)", "recipient": "\(preference.recipient)",
                "choice": "\(preference.choice)", "via": "\(preference.via.rawValue)",
            ])
        return true
    }
}
