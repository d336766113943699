import Foundation
import SMTPClient
import TestSupport
import Testing

@Suite("Enciphered SMTP")
struct SecurityTests {
    /// What came of one mail, and whether the server got it enciphered.
    fileprivate enum Result: Equatable { case enciphered, plain, unreachable }

    private func attempt(_ settings: SMTPSettings, _ server: MailServer) async throws -> Result {
        let client = SMTPClient(settings)
        defer { client.close() }
        let envelope = try Envelope(from: "digests@example.org", to: "a@example.org")
        let outcome = await client.send(Array("Subject: Essai\r\n\r\nBonjour.\r\n".utf8), in: envelope)
        switch outcome {
        case .accepted: return try #require(try await server.wait(for: 1).last).tls ? .enciphered : .plain
        case .unreachable: return .unreachable
        default:
            Issue.record("\(outcome)")
            return .unreachable
        }
    }

    private func withCertificate(_ body: (TestCertificate) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "smtp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(try await TestCertificate(in: folder))
    }

    @Test(
        "required, opportunistic and off do what they say",
        arguments: [
            (SMTPSettings.Security.required, true, true, Result.enciphered), (.required, true, false, .unreachable),
            (.required, false, false, .unreachable), (.opportunistic, true, true, .enciphered),
            (.opportunistic, true, false, .unreachable), (.opportunistic, false, false, .plain),
            (.off, true, true, .plain), (.off, false, false, .plain),
        ])
    fileprivate func modes(
        security: SMTPSettings.Security, offered: Bool, trusted: Bool, expected: Result
    ) async throws {
        try await withCertificate { certificate in
            let arguments = offered ? ["--certificate", certificate.certificate, "--key", certificate.key] : []
            try await MailServer.run(arguments) { server in
                let settings = SMTPSettings(
                    host: "localhost", port: server.port, security: security,
                    authorityFile: trusted ? certificate.certificate : nil)
                let result = try await attempt(settings, server)
                #expect(result == expected)
            }
        }
    }

    @Test("a certificate for another name is refused")
    func otherName() async throws {
        try await withCertificate { certificate in
            try await MailServer.run(["--certificate", certificate.certificate, "--key", certificate.key]) { server in
                let settings = SMTPSettings(
                    host: "127.0.0.2", port: server.port, authorityFile: certificate.certificate)
                let result = try await attempt(settings, server)
                #expect(result == .unreachable)
            }
        }
    }

    @Test("implicit TLS begins with the first byte")
    func implicit() async throws {
        try await withCertificate { certificate in
            let arguments = ["--certificate", certificate.certificate, "--key", certificate.key, "--implicit"]
            try await MailServer.run(arguments) { server in
                let settings = SMTPSettings(
                    host: "localhost", port: server.port, usesImplicitTLS: true,
                    authorityFile: certificate.certificate)
                let result = try await attempt(settings, server)
                #expect(result == .enciphered)
            }
        }
    }
}
