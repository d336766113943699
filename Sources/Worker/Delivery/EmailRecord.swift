import EmailRendering
import Foundation
import KafkaClient

/// What the value of a record of the emails topic is.
public enum EmailFormat: String, CaseIterable, Hashable, Sendable {
    /// The payload: JSON in the shape of JMAP's Email.
    case json
    /// The message's bytes, as SMTP's DATA has them.
    case mime
    /// The payload, with the message inside it.
    case both
}

/// The headers of a record of the emails topic: what it is, for programs that do not look into its value.
enum EmailHeader: String {
    case contentType = "content-type"
    /// The Message-ID, without angle brackets.
    case messageID = "vm-message-id"
    case digest = "vm-digest"
    case subscription = "vm-subscription"
    case language = "vm-language"
    /// The envelope's sender; its recipient is the record's key.
    case sender = "vm-sender"
}

/// An email as a record of its topic.
struct EmailRecord {
    private let topic: String
    private let format: EmailFormat

    init(topic: String, format: EmailFormat) {
        self.topic = topic
        self.format = format
    }

    /// The record, keyed by the recipient's address.
    func record(of email: EmailPayload, timestampMilliseconds: Int64) throws -> ProducerRecord {
        let (type, value) = try content(of: email)
        let headers: [(EmailHeader, String)] = [
            (.contentType, type), (.messageID, email.messageIdentifier), (.digest, email.vaguemestre.digest),
            (.subscription, email.vaguemestre.subscription), (.language, email.vaguemestre.language),
            (.sender, email.from.first?.email ?? ""),
        ]
        return ProducerRecord(
            topic: topic, partition: nil, key: Array(email.recipientAddress.utf8), value: value,
            headers: headers.map { KafkaHeader(name: $0.rawValue, value: Array($1.utf8)) },
            timestampMilliseconds: timestampMilliseconds)
    }

    private func content(of email: EmailPayload) throws -> (type: String, value: [UInt8]) {
        switch format {
        case .json: return ("application/json", Array(try email.json))
        case .mime:
            let message = Array(MIMEMessage(email).bytes)
            // RFC 6532, 3.7: a message with UTF-8 in its header is of another type.
            return (message.allSatisfy { $0 < 0x80 } ? "message/rfc822" : "message/global", message)
        case .both:
            var email = email
            email.vaguemestre.message = String(decoding: MIMEMessage(email).bytes, as: UTF8.self)
            return ("application/json", Array(try email.json))
        }
    }
}
