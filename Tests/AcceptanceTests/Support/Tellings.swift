/// One event told to one subscription: what every promise is counted in.
struct Telling: Hashable, Comparable, Sendable, CustomStringConvertible {
    let subscription: String
    let event: String

    var description: String { "\(event) → \(subscription)" }

    static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.subscription, lhs.event) < (rhs.subscription, rhs.event)
    }
}

extension Office {
    /// What must be told of these events: each once to each subscription that takes it, however often it was sent.
    func tellings(of events: [SampleEvent]) -> Set<Telling> {
        Set(
            subscriptions.flatMap { subscription in
                events.filter { takes(subscription, $0) }.map { Telling(subscription: subscription.id, event: $0.id) }
            })
    }

    /// One mail for each digest and recipient of its subscription.
    func mails(of digests: [ReadDigest]) -> Set<Mail> {
        Set(
            digests.flatMap { digest in
                recipients(of: digest.subscription).map { Mail(digest: digest.id, recipient: $0) }
            })
    }

    func recipients(of subscription: String) -> [String] {
        subscriptions.filter { $0.id == subscription }.flatMap { $0.recipients.map(\.address) }
    }
}

/// One digest for one recipient.
struct Mail: Hashable, Sendable {
    let digest: String
    let recipient: String
}

/// The value of a deliveries record.
struct ReadDelivery: Decodable, Hashable, Sendable {
    var messageID: String
    var digest: String
    var recipient: String
}

extension [ReadDigest] {
    /// What these digests tell; a digest that stands in the log twice counts once.
    var tellings: [Telling] {
        Set(self).flatMap { digest in
            digest.eventIDs.map { Telling(subscription: digest.subscription, event: $0) }
        }
    }
}

extension [StoredRecord] {
    func digests(in topic: String) -> [ReadDigest] {
        filter { $0.topic == topic }.compactMap { try? $0.decode(ReadDigest.self) }
    }

    func deliveries(in topic: String) -> [ReadDelivery] {
        filter { $0.topic == topic }.compactMap { try? $0.decode(ReadDelivery.self) }
    }
}

extension Sequence where Element: Hashable {
    /// The elements that stand here more than once.
    var repeated: Set<Element> {
        var seen: Set<Element> = []
        return Set(filter { !seen.insert($0).inserted })
    }
}
