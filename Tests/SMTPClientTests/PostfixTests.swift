import Foundation
import SMTPClient
import TestSupport
import Testing

/// Against Postfix, which has a queue, a delivery agent and an opinion of its own. It needs to be started by root.
@Suite("The SMTP client and Postfix", .enabled(if: Postfix.isThere, "postfix is not installed, or we are not root"))
struct PostfixTests {
    @Test("a mail goes enciphered into a mailbox, byte for byte; refusals are told apart")
    func delivers() async throws {
        try await Postfix.run { postfix in
            let client = SMTPClient(
                SMTPSettings(
                    host: "localhost", port: postfix.port, authorityFile: postfix.certificate.certificate,
                    helloName: "worker.test"))
            defer { client.close() }
            let text = "Subject: Essai\r\nMessage-ID: <a@example.org>\r\n\r\nBonjour.\r\n.\r\n.cache\r\n"
            func send(_ to: String) async throws -> SMTPOutcome {
                await client.send(Array(text.utf8), in: try Envelope(from: "digests@example.org", to: to))
            }
            let taken = try await send("culture@example.org")
            guard case .accepted(let reply) = taken else {
                Issue.record("\(taken)")
                return
            }
            #expect(reply.description.hasPrefix("250 2.0.0 Ok: queued as "))
            let gone = try await send("gone@example.org")
            #expect(
                gone
                    == .permanent(
                        SMTPReply(
                            code: 550, enhanced: "5.1.1",
                            words: "<gone@example.org>: Recipient address rejected: nobody")))
            let busy = try await send("busy@example.org")
            #expect(
                busy
                    == .temporary(
                        SMTPReply(
                            code: 450, enhanced: "4.2.1", words: "<busy@example.org>: Recipient address rejected: busy")
                    ))
            let mail = try await postfix.mail()
            #expect(mail.contains("TLSv1.3"), "Postfix says how it came")
            let lines = text.replacing("\r\n", with: "\n").split(separator: "\n\n", maxSplits: 1)
            #expect(mail.hasSuffix("\n\n" + lines[1]))
        }
    }

    @Test(
        "who logs in may send, enciphered; a wrong password is the trouble of the server, and of no mail",
        .enabled(if: Dovecot.isThere, "dovecot is not installed"))
    func logsIn() async throws {
        let account = SMTPSettings.Account(username: "vaguemestre", password: "épinard ~ 9\"")
        try await Postfix.run(account: account) { postfix in
            func send(as account: SMTPSettings.Account?) async throws -> SMTPOutcome {
                let client = SMTPClient(
                    SMTPSettings(
                        host: "localhost", port: postfix.port, authorityFile: postfix.certificate.certificate,
                        account: account))
                defer { client.close() }
                return await client.send(
                    Array("Subject: Essai\r\n\r\nBonjour.\r\n".utf8),
                    in: try Envelope(from: "digests@example.org", to: "culture@example.org"))
            }
            let taken = try await send(as: account)
            guard case .accepted = taken else {
                Issue.record("\(taken)")
                return
            }
            let mail = try await postfix.mail()
            #expect(mail.contains("Authenticated sender: vaguemestre"))
            #expect(mail.contains("with ESMTPSA"))
            let wrong = try await send(as: SMTPSettings.Account(username: "vaguemestre", password: "haricot"))
            guard case .unreachable(let words) = wrong else {
                Issue.record("\(wrong)")
                return
            }
            #expect(!words.contains("haricot"))
        }
    }
}
