import DigestEngine
import EmailRendering

/// How large the mails of a digest are.
public struct MailSize: Hashable, Encodable, Sendable {
    /// The language of the largest HTML part, a BCP 47 tag; nil where nobody receives the digest.
    public var language: String?
    /// Bytes of that part, encoded for the mail.
    public var htmlBytes = 0
    /// Lines that it shows with title, date and change only.
    public var shortLines = 0
    /// Lines that it only counts; the text part has them.
    public var countedLines = 0

    /// Whether mail programs would hide the end of it.
    public var isClipped: Bool { htmlBytes > DigestBody.clippingBytes }

    private enum CodingKeys: String, CodingKey {
        case language, htmlBytes, shortLines, countedLines, isClipped
    }

    /// The sizes, and what they mean.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(language, forKey: .language)
        try container.encode(htmlBytes, forKey: .htmlBytes)
        try container.encode(shortLines, forKey: .shortLines)
        try container.encode(countedLines, forKey: .countedLines)
        try container.encode(isClipped, forKey: .isClipped)
    }
}

extension EmailComposer {
    /// The bodies of a digest, one for each language and time zone among the recipients, in their order.
    func bodies(of digest: Digest, for subscription: Subscription) throws -> [DigestBody] {
        var seen: Set<[String?]> = []
        return try subscription.recipients.filter { seen.insert([$0.language, $0.timeZone]).inserted }.map {
            try renderBody(digest, language: $0.language, timeZone: $0.timeZone)
        }
    }

    /// The size of the largest.
    func size(of digest: Digest, for subscription: Subscription) throws -> MailSize {
        let sizes = try bodies(of: digest, for: subscription).map { body in
            MailSize(
                language: body.language, htmlBytes: body.encodedHTMLBytes, shortLines: body.shown.short,
                countedLines: body.shown.counted)
        }
        return sizes.max { $0.htmlBytes < $1.htmlBytes } ?? MailSize()
    }
}
