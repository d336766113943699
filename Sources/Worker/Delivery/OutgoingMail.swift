import EmailRendering
import Foundation
import KafkaClient
import SMTPClient

/// A mail ready to go, made from a record of the emails topic.
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
    private let payload: EmailPayload

    /// The mail of a record with this value and these headers.
    ///
    /// - Throws: ``Refusal`` for one that is no email payload, or that no server could be told of.
    init(value: [UInt8]?, headers: [KafkaHeader]) throws(Refusal) {
        do {
            payload = try EmailPayload(json: Data(value ?? []))
        } catch {
            throw Refusal(description: "expected an email payload (schemas/email.v1.json): \(error)")
        }
        do {
            envelope = try Envelope(from: payload.from.first?.email ?? "", to: payload.recipientAddress)
        } catch {
            throw Refusal(description: "\(error)")
        }
        guard !payload.messageIdentifier.isEmpty else {
            throw Refusal(description: "expected one messageId, by which a repeat is known; found none")
        }
        messageID = payload.messageIdentifier
        digest = payload.vaguemestre.digest
        fileName = payload.fileName
    }

    /// The recipient's address.
    var recipient: String { envelope.to }

    /// The bytes (RFC 5322), lines ended by CRLF.
    var bytes: [UInt8] { Array(MIMEMessage(payload).bytes) }
}
