import Foundation
import SMTPClient
import TestSupport
import Testing

/// Against aiosmtpd, which knows nothing of this program.
@Suite("The SMTP client")
struct SMTPClientTests {
    private static let text = "Subject: Essai\r\n\r\nBonjour.\r\n"

    private func plain(_ server: MailServer, connections: Int = 2) -> SMTPSettings {
        SMTPSettings(
            host: "127.0.0.1", port: server.port, security: .off, helloName: "worker.test", connections: connections,
            answerSeconds: 20)
    }

    private func send(_ text: String = text, to: String, _ client: SMTPClient) async throws -> SMTPOutcome {
        await client.send(Array(text.utf8), in: try Envelope(from: "digests@example.org", to: to))
    }

    private func expectAccepted(_ outcome: SMTPOutcome) {
        guard case .accepted = outcome else {
            Issue.record("expected it to be accepted: \(outcome)")
            return
        }
    }

    private func isInDoubt(_ outcome: SMTPOutcome) -> Bool {
        if case .interrupted(_, isInDoubt: true) = outcome { true } else { false }
    }

    private func words(ofUnreachable outcome: SMTPOutcome) -> String? {
        if case .unreachable(let words) = outcome { words } else { nil }
    }

    @Test("hands over a mail byte for byte, whatever its lines begin with")
    func bytes() async throws {
        try await MailServer.run { server in
            let client = SMTPClient(plain(server))
            defer { client.close() }
            let texts = [
                Self.text, "Subject: a\r\n\r\n.\r\n..\r\n.hidden\r\nend\r\n.\r\n", ".first\r\n\r\nx\r\n",
                "Subject: long\r\n\r\n"
                    + String(repeating: ".\r\n.x" + String(repeating: "y", count: 70) + "\r\n", count: 4_000),
            ]
            for text in texts {
                let outcome = try await send(text, to: "a@example.org", client)
                #expect(outcome == .accepted(SMTPReply(code: 250, enhanced: "2.0.0", words: "Kept")))
            }
            let mails = try await server.wait(for: texts.count)
            #expect(mails.map { String(decoding: $0.bytes, as: UTF8.self) } == texts)
            #expect(mails.allSatisfy { $0.from == "digests@example.org" && $0.to == "a@example.org" && !$0.tls })
        }
    }

    @Test("uses a connection again, and no more of them at once than it may")
    func connections() async throws {
        try await MailServer.run { server in
            let client = SMTPClient(plain(server, connections: 3))
            defer { client.close() }
            // What the server answers together needs three at once, whatever the scheduler does.
            await withTaskGroup { group in
                for _ in 0..<3 { group.addTask { _ = try? await send(to: "both3@example.org", client) } }
            }
            await withTaskGroup { group in
                for number in 0..<30 {
                    group.addTask { _ = try? await send(to: "slow20-\(number)@example.org", client) }
                }
            }
            let mails = try await server.wait(for: 3 + 30)
            #expect(Set(mails.map(\.to)).subtracting(["both3@example.org"]).count == 30)
            #expect(Set(mails.map(\.connection)) == [1, 2, 3])
        }
    }

    @Test("waits for the server's word on one mail while it hands over others")
    func together() async throws {
        try await MailServer.run { server in
            let client = SMTPClient(plain(server, connections: 3))
            defer { client.close() }
            let outcomes = try await withThrowingTaskGroup { group in
                for _ in 0..<3 { group.addTask { try await send(to: "both3@example.org", client) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for outcome in outcomes { expectAccepted(outcome) }
        }
    }

    @Test(
        "tells refusals apart by the server's code, wherever they come",
        arguments: [
            (
                "busy@example.org",
                SMTPOutcome.temporary(SMTPReply(code: 450, enhanced: "4.2.1", words: "Mailbox busy, come again"))
            ),
            (
                "later1@example.org",
                .temporary(SMTPReply(code: 451, enhanced: "4.7.1", words: "Greylisted, come again"))
            ),
            (
                "gone@example.org",
                .permanent(SMTPReply(code: 550, enhanced: "5.1.1", words: "Nobody of that name was ever here"))
            ),
            ("closing1@example.org", .temporary(SMTPReply(code: 421, enhanced: "4.3.2", words: "Going down"))),
            ("unread@example.org", .permanent(SMTPReply(code: 554, enhanced: "5.6.0", words: "Not in this form"))),
            ("hurt1@example.org", .temporary(SMTPReply(code: 452, enhanced: "4.3.1", words: "No room at the moment"))),
        ])
    func refusals(_ address: String, expected: SMTPOutcome) async throws {
        try await MailServer.run { server in
            let client = SMTPClient(plain(server))
            defer { client.close() }
            let outcome = try await send(to: address, client)
            #expect(outcome == expected)
            // The next mail is none the worse for it.
            let next = try await send(to: "a@example.org", client)
            expectAccepted(next)
        }
    }

    @Test("says when a mail may have arrived though nobody confirmed it", arguments: ["cut1", "mute1"])
    func doubt(_ name: String) async throws {
        try await MailServer.run { server in
            let client = SMTPClient(plain(server))
            defer { client.close() }
            let outcome = try await send(to: "\(name)@example.org", client)
            #expect(isInDoubt(outcome), "\(outcome)")
            let next = try await send(to: "\(name)@example.org", client)
            expectAccepted(next)
        }
    }

    @Test("goes on over a new connection when the server has closed the one that was left open")
    func stale() async throws {
        try await MailServer.run { server in
            let client = SMTPClient(plain(server, connections: 1))
            defer { client.close() }
            _ = try await send(to: "a@example.org", client)
            _ = try await send(to: "closing1@example.org", client)
            let outcome = try await send(to: "b@example.org", client)
            expectAccepted(outcome)
        }
    }

    @Test("tells a server that is not there, or wants nothing, from a mail that is refused")
    func unreachable() async throws {
        let gone = try await MailServer.run { $0.port }
        let client = SMTPClient(SMTPSettings(host: "127.0.0.1", port: gone, security: .off))
        defer { client.close() }
        let outcome = try await send(to: "a@example.org", client)
        #expect(words(ofUnreachable: outcome)?.contains("\(gone)") == true, "\(outcome)")

        try await MailServer.run(["--greeting", "554 No service here"]) { server in
            let client = SMTPClient(plain(server))
            defer { client.close() }
            let outcome = try await send(to: "a@example.org", client)
            #expect(outcome == .unreachable("554 No service here"))
        }
    }

    @Test("breaks off at once when told to, and says which mail is in doubt")
    func abandoned() async throws {
        try await MailServer.run { server in
            let client = SMTPClient(plain(server, connections: 1))
            async let first = send(to: "a@example.org", client)
            _ = try await first
            let held = Task.immediate { try await send(to: "held@example.org", client) }
            _ = try await server.wait(for: 2)
            let waiting = Task.immediate { try await send(to: "b@example.org", client) }
            client.abandon()
            let outcomes = [try await held.value, try await waiting.value]
            #expect(
                outcomes == [
                    .interrupted("broken off from this side", isInDoubt: true),
                    .unreachable("broken off from this side"),
                ])
            client.close()
            let last = try await send(to: "c@example.org", client)
            #expect(last == .unreachable("the client was closed"))
        }
    }

    @Test(
        "logs in, by either mechanism; a password that is not taken says nothing about the mail",
        arguments: ["PLAIN", "LOGIN"])
    func authentication(_ mechanism: String) async throws {
        try await MailServer.run(["--login", "worker:s3cret", "--mechanism", mechanism]) { server in
            for (password, isRight) in [("s3cret", true), ("wrong", false)] {
                var settings = plain(server)
                settings.account = SMTPSettings.Account(username: "worker", password: password)
                let client = SMTPClient(settings)
                let outcome = try await send(to: "a@example.org", client)
                client.close()
                switch (outcome, isRight) {
                case (.accepted, true), (.unreachable, false): break
                default: Issue.record("\(password): \(outcome)")
                }
                #expect(!"\(outcome)\(settings)".contains(password))
            }
            let anonymous = SMTPClient(plain(server))
            defer { anonymous.close() }
            let outcome = try await send(to: "a@example.org", anonymous)
            #expect(words(ofUnreachable: outcome)?.hasPrefix("530") == true, "\(outcome)")
            let users = try await server.wait(for: 1).map(\.user)
            #expect(users == ["worker"])
        }
    }
}
