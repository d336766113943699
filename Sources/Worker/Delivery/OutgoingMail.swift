import EmailRendering
import Foundation
import KafkaClient
import SMTPClient

/// A mail ready to go, made from a record of the emails topic in either form.
struct OutgoingMail: Sendable {
    /// A record that is no mail: what was found, and what was expected.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// The Message-ID, without angle brackets.
    let messageID: String
    /// The digest that it tells.
    let digest: String
    /// Who it is from and for.
    let envelope: Envelope
    /// A name for its file.
    let fileName: String
    private let content: Content

    /// What the record holds.
    private enum Content {
        case payload(EmailPayload)
        case message([UInt8])
    }

    /// The mail of a record; its content type says in which form it is.
    ///
    /// - Throws: ``Refusal`` for one that is no email, or that no server could be told of.
    init(_ record: KeptRecord) throws(Refusal) {
        let type = record.text(of: .contentType) ?? ""
        if type.lowercased().hasPrefix("message/") {
            try self.init(message: record)
        } else {
            try self.init(payload: record)
        }
    }

    private init(payload record: KeptRecord) throws(Refusal) {
        let payload: EmailPayload
        do {
            payload = try EmailPayload(json: Data(record.value ?? []))
        } catch {
            throw Refusal(description: "expected an email payload (schemas/email.v1.json): \(error)")
        }
        try self.init(
            messageID: payload.messageIdentifier, digest: payload.vaguemestre.digest,
            from: payload.from.first?.email ?? "", to: payload.recipientAddress, fileName: payload.fileName,
            content: .payload(payload))
    }

    /// A message says in its headers what a payload says in its members.
    private init(message record: KeptRecord) throws(Refusal) {
        guard let value = record.value, !value.isEmpty else {
            throw Refusal(description: "expected a message (RFC 5322); found a record without a value")
        }
        func header(_ name: EmailHeader) throws(Refusal) -> String {
            guard let text = record.text(of: name), !text.isEmpty else {
                throw Refusal(description: "expected the header \(name.rawValue) beside a message; found none")
            }
            return text
        }
        let (messageID, digest) = (try header(.messageID), try header(.digest))
        try self.init(
            messageID: messageID, digest: digest, from: try header(.sender),
            to: record.key.map { String(decoding: $0, as: UTF8.self) } ?? "",
            fileName: MailDirectory.fileName(messageID: messageID, digest: digest, language: try header(.language)),
            content: .message(value))
    }

    private init(
        messageID: String, digest: String, from: String, to: String, fileName: String, content: Content
    ) throws(Refusal) {
        guard !messageID.isEmpty else {
            throw Refusal(description: "expected one messageId, by which a repeat is known; found none")
        }
        do {
            envelope = try Envelope(from: from, to: to)
        } catch {
            throw Refusal(description: "\(error)")
        }
        self.messageID = messageID
        self.digest = digest
        self.fileName = fileName
        self.content = content
    }

    /// The recipient's address.
    var recipient: String { envelope.to }

    /// The bytes (RFC 5322), lines ended by CRLF.
    var bytes: [UInt8] {
        switch content {
        case .payload(let payload): Array(MIMEMessage(payload).bytes)
        case .message(let bytes): bytes
        }
    }
}

extension KeptRecord {
    /// A header's value as text; the last one counts.
    fileprivate func text(of header: EmailHeader) -> String? {
        headers.last { $0.name == header.rawValue }.map { String(decoding: $0.value ?? [], as: UTF8.self) }
    }
}
