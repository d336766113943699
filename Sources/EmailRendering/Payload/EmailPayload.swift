public import Cooperation
public import Foundation

/// One message to one recipient, ready for whatever sends it: the value of a record of the emails topic.
///
/// Its JSON is an Email object of JMAP (RFC 8621, 4.1 and 4.6, as a client creates one), plus one property of ours,
/// `vaguemestre`, which a JMAP server must not be given. Message ids stand without their angle brackets, as there.
public struct EmailPayload: Hashable, Sendable, Codable {
    /// A mailbox.
    public struct Address: Hashable, Sendable, Codable {
        /// The display name, where there is one.
        public var name: String?
        /// The addr-spec.
        public var email: String
    }

    /// A body part; its content stands in `bodyValues` under `partId`.
    public struct Part: Hashable, Sendable, Codable {
        /// The key of its content.
        public var partId: String
        /// Its media type.
        public var type: String
        /// The languages it is written in.
        public var language: [String]?
        /// Its file name, for an attachment.
        public var name: String?
        /// `attachment`, for an attachment.
        public var disposition: String?
    }

    /// The content of a text part.
    public struct BodyValue: Hashable, Sendable, Codable {
        /// The text; lines end in LF, in a calendar in CRLF.
        public var value: String
    }

    /// What the message is to this program.
    public struct Origin: Hashable, Sendable, Codable {
        /// The digest's id.
        public var digest: String
        /// The subscription.
        public var subscription: String
        /// The digest's number within it.
        public var sequence: Int
        /// The BCP 47 tag of the language written in.
        public var language: String
        /// The IANA time zone that times are shown in.
        public var timeZone: String
        /// The message's bytes, as SMTP's DATA has them, where they are wanted beside the payload.
        public var message: String?
    }

    /// One id, a function of the digest and the recipient's address.
    public var messageId: [String]
    /// The root that all messages of the subscription answer to, so that mailboxes show them as one thread.
    public var inReplyTo: [String]
    /// The same root.
    public var references: [String]
    /// The sender.
    public var from: [Address]
    /// The recipient.
    public var to: [Address]
    /// The subject, decoded.
    public var subject: String
    /// The end of the digest's window.
    public var sentAt: Instant
    /// `List-Id` (RFC 2919), with a phrase.
    public var listId: String
    /// `Auto-Submitted` (RFC 3834): always `auto-generated`.
    public var autoSubmitted: String
    /// `List-Unsubscribe` (RFC 2369), where the recipient can change what comes: one https URL.
    public var listUnsubscribe: [String]?
    /// `List-Unsubscribe-Post` (RFC 8058), beside it: always `List-Unsubscribe=One-Click`.
    public var listUnsubscribePost: String?
    /// The content of all parts.
    public var bodyValues: [String: BodyValue]
    /// The plain text part.
    public var textBody: [Part]
    /// The HTML part.
    public var htmlBody: [Part]
    /// The calendar, where there is one.
    public var attachments: [Part]
    /// What the message is to this program.
    public var vaguemestre: Origin

    private enum CodingKeys: String, CodingKey {
        case messageId, inReplyTo, references, from, to, subject, sentAt, bodyValues, textBody, htmlBody, attachments
        case vaguemestre
        case listId = "header:List-Id:asText"
        case autoSubmitted = "header:Auto-Submitted:asText"
        case listUnsubscribe = "header:List-Unsubscribe:asURLs"
        case listUnsubscribePost = "header:List-Unsubscribe-Post:asText"
    }

    /// A message with a body in both forms.
    init(
        messageId: String, root: String, from: Address, to: Address, listId: String, body: DigestBody,
        unsubscribe: String? = nil
    ) {
        listUnsubscribe = unsubscribe.map { [$0] }
        listUnsubscribePost = unsubscribe.map { _ in "List-Unsubscribe=One-Click" }
        self.messageId = [messageId]
        inReplyTo = [root]
        references = [root]
        self.from = [from]
        self.to = [to]
        self.listId = listId
        subject = body.subject
        sentAt = body.windowEnd
        autoSubmitted = "auto-generated"
        bodyValues = ["text": BodyValue(value: body.text), "html": BodyValue(value: body.html)]
        textBody = [Part(partId: "text", type: "text/plain", language: [body.language])]
        htmlBody = [Part(partId: "html", type: "text/html", language: [body.language])]
        attachments = []
        if let calendar = body.calendar {
            bodyValues["calendar"] = BodyValue(value: calendar)
            attachments = [
                Part(partId: "calendar", type: "text/calendar", name: "digest.ics", disposition: "attachment")
            ]
        }
        vaguemestre = Origin(
            digest: body.digest, subscription: body.subscription, sequence: body.sequence, language: body.language,
            timeZone: body.timeZone)
    }

    /// The JSON: keys sorted, UTF-8, no blanks; the same payload has the same bytes.
    public var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self)
        }
    }

    /// A payload from its JSON.
    /// - Throws: `DecodingError` where it is not one.
    public init(json: Data) throws {
        self = try JSONDecoder().decode(EmailPayload.self, from: json)
    }
}
