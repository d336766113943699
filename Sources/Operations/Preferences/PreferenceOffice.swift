public import Cooperation
public import DigestEngine
public import KafkaClient
public import Logging
public import Worker

/// What an operator asks of the preferences topic and writes into it.
public struct PreferenceOffice: Sendable {
    private let configuration: WorkerConfiguration
    private let kafka: KafkaProperties
    private let logger: Logger
    private let rule: PreferenceRule

    /// An office for this configuration.
    ///
    /// - Parameter environment: where the variable of the secrets is.
    /// - Throws: `SecretRefusal`, or ``PreferencesAreOff``.
    public init(
        configuration: WorkerConfiguration, environment: [String: String], kafka: KafkaProperties, logger: Logger
    ) throws {
        guard let signer = try LinkSigner.of(configuration.settings.preferences, environment: environment) else {
            throw PreferencesAreOff()
        }
        self.configuration = configuration
        self.kafka = kafka
        self.logger = logger
        rule = PreferenceRule(subscriptions: configuration.subscriptions, signer: signer)
    }

    private var topic: String { configuration.settings.topics.preferences }

    /// The choices in force.
    public func read() async throws -> PreferenceBook {
        let log = PreferenceLog(topic: topic, kafka: kafka, logger: logger)
        do {
            let book = try await log.current()
            await log.close()
            return book
        } catch {
            await log.close()
            throw error
        }
    }

    /// Where an address stands, once for each subscription that names it.
    public func standings(of address: String, in book: PreferenceBook) -> [(home: Subscription, PreferenceStanding)] {
        let homes = configuration.subscriptions.filter { subscription in
            subscription.recipients.contains { $0.address.lowercased() == address.lowercased() }
        }
        return homes.compactMap { home in rule.standing(of: address, from: home, in: book).map { (home, $0) } }
    }

    /// The choices of an address about any subscription of the configuration, wherever it is named.
    public func choices(of address: String, in book: PreferenceBook) -> [Preference] {
        configuration.subscriptions.compactMap { subscription in
            book.newest(about: subscription.id, of: rule.signer.ids(of: address, in: subscription.audience))
        }
    }

    /// Writes a choice for somebody whom `home` names.
    ///
    /// - Returns: the record; nil where nothing would change.
    /// - Throws: ``ChoiceNotOffered``.
    public func choose(
        _ choice: Preference.Choice, for address: String, at home: Subscription, now: Instant
    ) async throws -> Preference? {
        guard let standing = rule.standing(of: address, from: home, in: try await read()) else { return nil }
        if standing.holds(choice) { return nil }
        guard let preference = standing.record(of: choice, via: .operatorCommand, at: now) else {
            throw ChoiceNotOffered(alternatives: standing.alternatives.map(\.id))
        }
        try await write([try PreferenceRecords.record(preference, topic: topic)])
        return preference
    }

    /// Writes every choice again under the secret that signs first, for all whom the configuration names.
    ///
    /// - Parameter forgets: whether choices that nobody can be found for are given up.
    public func rekey(forgets: Bool) async throws -> RekeyReport {
        let plan = RekeyPlan(book: try await read(), configuration: configuration, signer: rule.signer)
        let moves = try plan.moved.map { try PreferenceRecords.record($0, topic: topic) }
        let tombstones = plan.replaced + (forgets ? plan.orphans : [])
        try await write(moves + tombstones.map { PreferenceRecords.tombstone($0, topic: topic) })
        return RekeyReport(
            rewritten: plan.moved.count, unknown: plan.orphans.count, forgotten: forgets ? plan.orphans.count : 0)
    }

    private func write(_ records: [ProducerRecord]) async throws {
        let writer = try IntakeWriter(kafka: kafka, deadlineSeconds: 30, logger: logger)
        let (_, failure) = await writer.write(records)
        await writer.close()
        if let failure { throw failure }
    }
}

/// What became of the choices when the secret was changed.
public struct RekeyReport: Hashable, Encodable, Sendable {
    /// Choices that stand under the first secret now.
    public var rewritten: Int
    /// Choices under another secret whose recipient the configuration does not name.
    public var unknown: Int
    /// How many of those were given up.
    public var forgotten: Int
}

/// Commands about preferences where there are none.
public struct PreferencesAreOff: Error, CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String {
        "preferences.enabled is false in this configuration: there are no preferences to look at"
    }
}

/// A choice that this recipient cannot make.
public struct ChoiceNotOffered: Error, CustomStringConvertible {
    /// The subscriptions that can be moved to.
    public var alternatives: [String]

    /// What is wrong, and what to do.
    public var description: String {
        let offer =
            alternatives.isEmpty
            ? "there is none: it would have to be of the same audience, with the same filter"
            : "choose among \(alternatives.joined(separator: ", "))"
        return "a pause must end in the future, and a move lead to another cadence of the same digest (\(offer))"
    }
}
