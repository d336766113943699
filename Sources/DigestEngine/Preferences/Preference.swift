public import Cooperation

/// What a recipient chose about one subscription: the value of a record of the preferences topic
/// (`schemas/preference.v1.json`). It names nobody: who it is stands as a ``RecipientID``.
public struct Preference: Hashable, Sendable {
    /// What can be chosen.
    public enum Choice: Hashable, Sendable {
        /// No more of it.
        case unsubscribed
        /// Nothing of it before `until`.
        case paused(until: Instant)
        /// Another subscription of the same audience instead.
        case moved(to: String)
        /// As the configuration has it: what was chosen before is taken back.
        case subscribed
    }

    /// How it was chosen.
    public enum Way: String, CaseIterable, Codable, Sendable {
        /// The mail program's own button (RFC 8058).
        case oneClick = "one-click"
        /// The page behind the link.
        case page
        /// Somebody at the city, for those who ask by other ways.
        case operatorCommand = "operator"
    }

    /// The version of the record that is written.
    public static let version = 1

    /// The subscription.
    public var subscription: String
    /// Who chose.
    public var recipient: RecipientID
    /// Names the secret that `recipient` was derived with, 8 hexadecimal digits.
    public var secret: String
    /// What.
    public var choice: Choice
    /// When.
    public var chosenAt: Instant
    /// How.
    public var via: Way

    /// A choice from its parts.
    public init(
        subscription: String, recipient: RecipientID, secret: String, choice: Choice, chosenAt: Instant, via: Way
    ) {
        self.subscription = subscription
        self.recipient = recipient
        self.secret = secret
        self.choice = choice
        self.chosenAt = chosenAt
        self.via = via
    }

    /// The key of its record.
    public var key: PreferenceKey { PreferenceKey(subscription: subscription, recipient: recipient) }
}

/// What a choice is about: the key of its record, `SUBSCRIPTION/RECIPIENT`. The newest record of a key holds.
public struct PreferenceKey: Hashable, Sendable, LosslessStringConvertible {
    /// The subscription.
    public var subscription: String
    /// The recipient.
    public var recipient: RecipientID

    /// A key from its parts.
    public init(subscription: String, recipient: RecipientID) {
        self.subscription = subscription
        self.recipient = recipient
    }

    /// A key from its text; nil for anything else.
    public init?(_ description: String) {
        guard let slash = description.lastIndex(of: "/"), slash > description.startIndex,
            let recipient = RecipientID(String(description[description.index(after: slash)...]))
        else { return nil }
        self.init(subscription: String(description[..<slash]), recipient: recipient)
    }

    /// Its text.
    public var description: String { "\(subscription)/\(recipient)" }
}

extension Preference: Codable {
    private enum CodingKeys: CodingKey {
        case version, subscription, recipient, secret, choice, until, to, chosenAt, via
    }

    private enum Word: String, Codable {
        case unsubscribed, paused, moved, subscribed
    }

    /// Reads the JSON form.
    ///
    /// - Throws: `DecodingError` for another version, an unknown choice, a pause without its end.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let version = try container.decode(Int.self, forKey: .version)
        guard version == Self.version else {
            throw DecodingError.dataCorruptedError(
                forKey: .version, in: container, debugDescription: "expected version \(Self.version); found \(version)")
        }
        subscription = try container.decode(String.self, forKey: .subscription)
        recipient = try container.decode(RecipientID.self, forKey: .recipient)
        secret = try container.decode(String.self, forKey: .secret)
        chosenAt = try container.decode(Instant.self, forKey: .chosenAt)
        via = try container.decode(Way.self, forKey: .via)
        choice =
            switch try container.decode(Word.self, forKey: .choice) {
            case .unsubscribed: .unsubscribed
            case .paused: .paused(until: try container.decode(Instant.self, forKey: .until))
            case .moved: .moved(to: try container.decode(String.self, forKey: .to))
            case .subscribed: .subscribed
            }
    }

    /// Writes the JSON form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.version, forKey: .version)
        try container.encode(subscription, forKey: .subscription)
        try container.encode(recipient, forKey: .recipient)
        try container.encode(secret, forKey: .secret)
        try container.encode(chosenAt, forKey: .chosenAt)
        try container.encode(via, forKey: .via)
        switch choice {
        case .unsubscribed: try container.encode(Word.unsubscribed, forKey: .choice)
        case .subscribed: try container.encode(Word.subscribed, forKey: .choice)
        case .paused(let until):
            try container.encode(Word.paused, forKey: .choice)
            try container.encode(until, forKey: .until)
        case .moved(let target):
            try container.encode(Word.moved, forKey: .choice)
            try container.encode(target, forKey: .to)
        }
    }
}
