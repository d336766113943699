public import Cooperation

/// What a link to a recipient's preferences says.
public struct PreferenceLink: Hashable, Sendable {
    /// The subscription of the mail that it stands in.
    public var subscription: String
    /// Whose it is.
    public var recipient: RecipientID
    /// The BCP 47 tag of the language that the mail is in.
    public var language: String
    /// When it ceases to be valid; to the second.
    public var expiresAt: Instant

    /// A link from its parts.
    public init(subscription: String, recipient: RecipientID, language: String, expiresAt: Instant) {
        self.subscription = subscription
        self.recipient = recipient
        self.language = language
        self.expiresAt = expiresAt
    }

    /// The link of a mail that tells of a window up to `windowEnd`: the same digest has the same link for ever.
    public init(subscription: String, recipient: RecipientID, language: String, windowEnd: Instant, validDays: Int) {
        self.init(
            subscription: subscription, recipient: recipient, language: language,
            expiresAt: windowEnd.adding(seconds: Int64(validDays) * 86_400))
    }

    /// Whether it is no longer valid.
    public func isExpired(at now: Instant) -> Bool { now >= expiresAt }

    /// The longest signed text that is looked at.
    static let maxCharacters = 1024
    private static let version: UInt8 = 1
    private static let headBytes = 1 + 8 + RecipientID.byteCount + 1

    /// Version, seconds since 1970 (8 bytes, big endian), recipient, length of the language tag, the tag, the
    /// subscription.
    var claims: [UInt8] {
        let tag = Array(language.utf8.prefix(Int(UInt8.max)))
        let seconds = UInt64(bitPattern: expiresAt.milliseconds / 1000)
        let time = (0..<8).reversed().map { UInt8(truncatingIfNeeded: seconds >> (8 * UInt64($0))) }
        return [Self.version] + time + recipient.bytes + [UInt8(tag.count)] + tag + Array(subscription.utf8)
    }

    /// Nil for claims of another version or shape.
    init?(claims: [UInt8]) {
        guard claims.count > Self.headBytes, claims[0] == Self.version else { return nil }
        let seconds = Int64(bitPattern: claims[1...8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        let rest = claims[Self.headBytes...]
        let tagCount = Int(claims[Self.headBytes - 1])
        guard rest.count > tagCount, let tag = String(validating: rest.prefix(tagCount), as: UTF8.self),
            let subscription = String(validating: rest.dropFirst(tagCount), as: UTF8.self)
        else { return nil }
        self.init(
            subscription: subscription, recipient: RecipientID(bytes: Array(claims[9..<9 + RecipientID.byteCount])),
            language: tag, expiresAt: Instant(milliseconds: 0).adding(seconds: seconds))
    }
}
