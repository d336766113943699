import Cooperation
public import Foundation

/// A payload as the bytes of an Internet message (RFC 5322, 2045-2047): CRLF, 7-bit but for addresses beyond ASCII
/// (RFC 6532), lines of at most 78 characters wherever a word allows it, never above 998.
///
/// Text and HTML are alternatives; the calendar is attached beside them (`multipart/mixed`), as some readers turn a
/// calendar among the alternatives into the whole message. Boundaries derive from the Message-ID: the same payload
/// has the same bytes.
public struct MIMEMessage: Sendable {
    private let payload: EmailPayload

    /// The message of a payload.
    public init(_ payload: EmailPayload) {
        self.payload = payload
    }

    /// The bytes, header and body, as an `.eml` file or SMTP's DATA has them (before dot-stuffing).
    public var bytes: Data {
        var bytes = Data()
        for field in header { bytes += Data(field.text.utf8) }
        bytes += Data(topPart)
        return bytes
    }

    private var header: [HeaderField] {
        [
            HeaderField("Date", words: [date]),
            HeaderField("From", mailboxes: payload.from),
            HeaderField("To", mailboxes: payload.to),
            HeaderField("Message-ID", words: payload.messageId.map { "<\($0)>" }),
            HeaderField("In-Reply-To", words: payload.inReplyTo.map { "<\($0)>" }),
            HeaderField("References", words: payload.references.map { "<\($0)>" }),
            HeaderField("Subject", text: payload.subject),
            HeaderField("List-Id", words: listID),
        ] + unsubscription + [
            HeaderField("Auto-Submitted", words: [payload.autoSubmitted]),
            HeaderField("MIME-Version", words: ["1.0"]),
        ]
    }

    /// RFC 2369 and RFC 8058. A URL cannot be folded: its line is as long as it is, far below 998.
    private var unsubscription: [HeaderField] {
        guard let urls = payload.listUnsubscribe, let post = payload.listUnsubscribePost else { return [] }
        return [
            HeaderField("List-Unsubscribe", words: [urls.map { "<\($0)>" }.joined(separator: ", ")]),
            HeaderField("List-Unsubscribe-Post", words: [post]),
        ]
    }

    /// `Mon, 11 Mar 2019 12:00:00 +0000`: RFC 5322 speaks English.
    private var date: String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = .gmt
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
        return formatter.string(from: payload.sentAt.date)
    }

    /// The phrase, then the identifier in its angle brackets.
    private var listID: [String] {
        guard let open = payload.listId.lastIndex(of: "<") else { return EncodedWord.words(payload.listId) }
        let phrase = String(payload.listId[..<open])
        return HeaderField.phrase(phrase) + [String(payload.listId[open...])]
    }

    private var topPart: [UInt8] {
        let alternatives = multipart("alternative", (payload.textBody + payload.htmlBody).map(encode))
        guard !payload.attachments.isEmpty else { return alternatives }
        return multipart("mixed", [alternatives] + payload.attachments.map(encode))
    }

    private func multipart(_ subtype: String, _ parts: [[UInt8]]) -> [UInt8] {
        let boundary = boundary(subtype)
        var bytes = Array("Content-Type: multipart/\(subtype);\r\n boundary=\"\(boundary)\"\r\n\r\n".utf8)
        for part in parts {
            bytes += "--\(boundary)\r\n".utf8
            bytes += part
            bytes += "\r\n".utf8
        }
        return bytes + "--\(boundary)--\r\n".utf8
    }

    private func encode(_ part: EmailPayload.Part) -> [UInt8] {
        var header = [HeaderField("Content-Type", words: contentType(part))]
        if let language = part.language { header.append(HeaderField("Content-Language", words: language)) }
        if let disposition = part.disposition {
            let name = part.name.map { ["filename=\"\($0)\""] } ?? []
            header.append(HeaderField("Content-Disposition", words: [disposition + (name.isEmpty ? "" : ";")] + name))
        }
        header.append(HeaderField("Content-Transfer-Encoding", words: ["quoted-printable"]))
        let content = payload.bodyValues[part.partId]?.value ?? ""
        return header.flatMap { Array($0.text.utf8) } + [13, 10] + QuotedPrintable.encode(content)
    }

    private func contentType(_ part: EmailPayload.Part) -> [String] {
        switch part.type {
        case "text/plain": ["text/plain;", "charset=utf-8;", "format=flowed"]
        case "text/calendar": ["text/calendar;", "charset=utf-8;", "method=PUBLISH;", "name=\"\(part.name ?? "")\""]
        default: ["\(part.type);", "charset=utf-8"]
        }
    }

    /// `=_` cannot occur in quoted-printable, so no text can hold a boundary.
    private func boundary(_ level: String) -> String {
        "=_\(Fingerprint.of(payload.messageId.joined(separator: " "), level, digits: 32))"
    }
}
