public import DigestEngine
import Foundation

/// Turns digests into messages. A pure function: the same digest, names and templates give the same bytes.
///
/// Two steps, because the first is the costly one: `renderBody` once for each language and time zone among the
/// recipients, `address` once for each recipient. `compose` does both.
public struct EmailComposer: Sendable {
    /// Who the messages come from.
    public let sender: Sender
    /// What things are called.
    public let names: DisplayNames
    /// What the messages look like.
    public let templates: Templates

    /// What becomes of recipients whose addresses go beyond ASCII.
    public let beyondASCII: MailAddress.Beyond

    /// A composer from its parts.
    public init(
        sender: Sender, names: DisplayNames, templates: Templates, beyondASCII: MailAddress.Beyond = .refuse
    ) {
        self.sender = sender
        self.names = names
        self.templates = templates
        self.beyondASCII = beyondASCII
    }

    /// A digest in the language that serves `language` best, with times in `timeZone`.
    /// - Parameters:
    ///   - language: a BCP 47 tag.
    ///   - timeZone: an IANA name; the digest's own when nil.
    ///   - linksPreferences: whether the footer links to the recipient's preferences; `address` must then be given where.
    /// - Throws: ``EmailError/unknownTimeZone(_:)``.
    public func renderBody(
        _ digest: Digest, language tag: String, timeZone: String? = nil, linksPreferences: Bool = false
    ) throws(EmailError) -> DigestBody {
        let name = timeZone ?? digest.window.timeZone
        guard let zone = TimeZone(identifier: name) else { throw .unknownTimeZone(name) }
        let language = templates.language(for: tag)
        let reader = Reader(language: language, zone: zone, names: names, templates: templates)
        let renderer = BodyRenderer(
            digest, reader: reader, zone: zone, templates: templates, linksPreferences: linksPreferences)
        let (text, html, shown) = renderer.render()
        return DigestBody(
            digest: digest.id, subscription: digest.subscription, sequence: digest.sequence,
            windowEnd: digest.window.to, language: language.tag, timeZone: name, title: renderer.title,
            subject: renderer.subject, text: text, html: html, shown: shown,
            calendar: CalendarFile(digest, for: reader, from: sender).text, linksPreferences: linksPreferences)
    }

    /// The body as a message to `recipient`.
    ///
    /// - Parameter preferences: the URL of the recipient's preferences, of characters that need no escaping: becomes
    ///   the link in the footer and the target of the mail program's own button (RFC 2369, RFC 8058). Given exactly
    ///   where the body was rendered with such a link.
    /// - Throws: ``EmailError/badAddress(_:)``.
    public func address(
        _ body: DigestBody, to recipient: Recipient, preferences: String? = nil
    ) throws(EmailError) -> EmailPayload {
        guard MailAddress.isWellFormed(recipient.address, beyondASCII: beyondASCII) else {
            throw .badAddress(recipient.address)
        }
        let name = recipient.name.map { CleanText.line($0, limit: 100) } ?? ""
        return EmailPayload(
            messageId: messageID("message", body.digest, recipient.address),
            root: messageID("subscription", body.subscription),
            from: .init(name: sender.name.isEmpty ? nil : sender.name, email: sender.address),
            to: .init(name: name.isEmpty ? nil : name, email: recipient.address),
            listId: listID(body), body: body.linking(to: preferences), unsubscribe: preferences)
    }

    /// A digest as a message to `recipient`, in its language and, unless it has its own, the digest's time zone.
    /// - Throws: ``EmailError``.
    public func compose(_ digest: Digest, to recipient: Recipient) throws(EmailError) -> EmailPayload {
        try address(renderBody(digest, language: recipient.language, timeZone: recipient.timeZone), to: recipient)
    }

    /// An id that anyone with the same parts finds again: a hash of them, at the sender's domain.
    private func messageID(_ kind: String, _ id: String, _ address: String = "") -> String {
        "\(Fingerprint.of(kind, id, address, digits: 32))@\(sender.messageIDDomain)"
    }

    /// RFC 2919: a phrase for people, a stable name for filters.
    private func listID(_ body: DigestBody) -> String {
        let label = body.subscription.lowercased().unicodeScalars
            .map { ("a"..."z").contains($0) || ("0"..."9").contains($0) ? Character($0) : "-" }
        let name = String(label).split(separator: "-").joined(separator: "-").prefix(63)
        return "\(body.title) <\(name.isEmpty ? "digest" : name).\(sender.messageIDDomain)>"
    }
}
