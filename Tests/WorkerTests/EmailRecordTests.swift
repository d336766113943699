import EmailRendering
import Foundation
import KafkaClient
import SMTPClient
import Testing

@testable import Worker

@Suite("Records of the emails topic")
struct EmailRecordTests {
    private func payload() throws -> EmailPayload {
        try EmailPayload(
            json: try Data(
                contentsOf: PackageRoot.url.appending(path: "schemas/examples/email.v1/valid/with-calendar.json")))
    }

    private func record(_ email: EmailPayload, _ format: EmailFormat) throws -> ProducerRecord {
        try EmailRecord(topic: "partner.emails", format: format).record(of: email, timestampMilliseconds: 1)
    }

    private func header(_ name: String, of record: ProducerRecord) -> String? {
        record.headers.first { $0.name == name }.map { String(decoding: $0.value ?? [], as: UTF8.self) }
    }

    @Test("whatever their form, the key and headers say whose mail it is", arguments: EmailFormat.allCases)
    func headers(_ format: EmailFormat) throws {
        let email = try payload()
        let record = try record(email, format)
        #expect(record.key == Array(email.recipientAddress.utf8))
        #expect(header("vm-message-id", of: record) == email.messageIdentifier)
        #expect(header("vm-digest", of: record) == email.vaguemestre.digest)
        #expect(header("vm-subscription", of: record) == email.vaguemestre.subscription)
        #expect(header("vm-language", of: record) == email.vaguemestre.language)
        #expect(header("vm-sender", of: record) == email.from.first?.email)
    }

    @Test("json is the payload")
    func json() throws {
        let email = try payload()
        let record = try record(email, .json)
        #expect(header("content-type", of: record) == "application/json")
        #expect(record.value == Array(try email.json))
    }

    @Test("mime is the message, of another type where an address goes beyond ASCII")
    func mime() throws {
        var email = try payload()
        let plain = try record(email, .mime)
        #expect(header("content-type", of: plain) == "message/rfc822")
        #expect(plain.value == Array(MIMEMessage(email).bytes))
        email.to[0].email = "élodie@example.org"
        #expect(header("content-type", of: try record(email, .mime)) == "message/global")
    }

    @Test("both is the payload with the message in it")
    func both() throws {
        let email = try payload()
        let record = try record(email, .both)
        #expect(header("content-type", of: record) == "application/json")
        var read = try EmailPayload(json: Data(try #require(record.value)))
        #expect(read.vaguemestre.message == String(decoding: MIMEMessage(email).bytes, as: UTF8.self))
        read.vaguemestre.message = nil
        #expect(read == email)
    }

    @Test("each form is delivered as the same mail, byte for byte", arguments: EmailFormat.allCases)
    func outgoing(_ format: EmailFormat) throws {
        let email = try payload()
        let mail = try OutgoingMail(try kept(email, format))
        #expect(mail.messageID == email.messageIdentifier)
        #expect(mail.digest == email.vaguemestre.digest)
        #expect(mail.envelope.from == email.from.first?.email)
        #expect(mail.envelope.to == email.recipientAddress)
        #expect(mail.fileName == email.fileName)
        #expect(mail.bytes == Array(MIMEMessage(email).bytes))
    }

    @Test(
        "a message without a header that is needed is refused by its name",
        arguments: [EmailHeader.messageID, .digest, .sender, .language])
    func missing(_ header: EmailHeader) throws {
        var record = try kept(try payload(), .mime)
        record.headers.removeAll { $0.name == header.rawValue }
        let refusal = #expect(throws: OutgoingMail.Refusal.self) { try OutgoingMail(record) }
        #expect(refusal?.description.contains(header.rawValue) == true)
    }

    private func kept(_ email: EmailPayload, _ format: EmailFormat) throws -> KeptRecord {
        let record = try record(email, format)
        return KeptRecord(key: record.key, value: record.value, headers: record.headers)
    }
}
