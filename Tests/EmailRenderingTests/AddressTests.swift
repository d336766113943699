import DigestEngine
import Foundation
import Testing

@testable import EmailRendering

@Suite("Addresses beyond ASCII (RFC 6532)")
struct AddressTests {
    private func composer(_ beyondASCII: MailAddress.Beyond) throws -> EmailComposer {
        let composer = try Samples.composer()
        return EmailComposer(
            sender: composer.sender, names: composer.names, templates: composer.templates, beyondASCII: beyondASCII)
    }

    private static let address = "élodie.lefèvre@réseau.example"

    @Test("are refused unless they are wanted")
    func refused() throws {
        #expect(throws: EmailError.badAddress(Self.address)) {
            try composer(.refuse).compose(
                try Samples.empty(), to: Recipient(address: Self.address, language: "fr-CA"))
        }
    }

    @Test("stand in their field as UTF-8 where they are wanted; all else stays ASCII")
    func accepted() async throws {
        let payload = try composer(.accept).compose(
            try Samples.empty(), to: Recipient(address: Self.address, name: "Élodie", language: "fr-CA"))
        let bytes = MIMEMessage(payload).bytes
        #expect(bytes.range(of: Data("\r\nTo: =?utf-8?B?w4lsb2RpZQ==?= <\(Self.address)>\r\n".utf8)) != nil)
        let message = try await Judge.message(bytes)
        #expect(message.to == [["Élodie", Self.address]])
        // Python's parser follows RFC 5322 alone here, and says so of every such address.
        #expect(message.defects.filter { !$0.contains("NonASCIILocalPartDefect") } == [])
        #expect(message.above7Bit == Self.address.utf8.count(where: { $0 > 127 }))
    }

    @Test(
        "are still mailboxes: nothing that blanks, breaks, hides, reorders or adds",
        arguments: [
            "é\r\nBcc: x@example.net", "é à@example.org", "é@exam\u{3002}ple.org", "é\u{202E}@example.org",
            "é\u{200B}@example.org", "é@", "é@b@c", "é\u{A0}b@example.org", "é\u{85}@example.org", "é..b@example.org",
            "é\u{E000}@example.org", String(repeating: "é", count: 33) + "@example.org", "<é@example.org>", "é,b@c.org",
        ])
    func hostile(_ address: String) {
        #expect(!MailAddress.isWellFormed(address, beyondASCII: .accept))
    }
}
