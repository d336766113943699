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
}

/// Debian's Postfix in a folder of its own: own configuration, queue and mailbox, on a port of loopback.
private struct Postfix {
    static let isThere = getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/sbin/postfix")

    let folder: URL
    let port: Int
    let certificate: TestCertificate

    /// Runs one while `body` runs.
    static func run(_ body: (Postfix) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "postfix-\(UUID().uuidString)")
        for name in ["conf", "spool", "data", "mail"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        // A port that was free a moment ago: Postfix takes none of the system's choosing.
        let port = try await MailServer.run { $0.port }
        let postfix = Postfix(folder: folder, port: port, certificate: try TestCertificate(in: folder))
        try await postfix.configure()
        try await postfix.command("/usr/sbin/postfix", "-c", folder.appending(path: "conf").path, "start")
        do {
            try await body(postfix)
        } catch {
            print((try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)) ?? "")
            try await postfix.stop()
            throw error
        }
        try await postfix.stop()
    }

    private func stop() async throws {
        try await command("/usr/sbin/postfix", "-c", folder.appending(path: "conf").path, "stop")
    }

    /// The one mail in the mailbox, once it is there: Postfix has nothing to wait on, so it is asked again.
    func mail() async throws -> String {
        let box = folder.appending(path: "mail/box/new")
        for _ in 0..<200 {
            if let name = try? FileManager.default.contentsOfDirectory(atPath: box.path).first {
                return try String(contentsOf: box.appending(path: name), encoding: .utf8)
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Trouble(description: "no mail came into \(box.path)")
    }

    private func configure() async throws {
        try await command("/bin/chown", "postfix", folder.appending(path: "data").path)
        try await command("/bin/chown", "nobody", folder.appending(path: "mail").path)
        let main = """
            compatibility_level = 3.6
            queue_directory = \(folder.path)/spool
            data_directory = \(folder.path)/data
            maillog_file = \(folder.path)/log
            maillog_file_prefixes = \(folder.path)
            myhostname = mail.test
            mydestination =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            virtual_mailbox_domains = example.org
            virtual_mailbox_base = \(folder.path)/mail
            virtual_mailbox_maps = static:box/
            virtual_uid_maps = static:65534
            virtual_gid_maps = static:65534
            smtpd_tls_cert_file = \(certificate.certificate)
            smtpd_tls_key_file = \(certificate.key)
            smtpd_tls_security_level = encrypt
            smtpd_tls_received_header = yes
            smtpd_recipient_restrictions = check_recipient_access
             inline:{{gone@example.org = 550 5.1.1 nobody}, {busy@example.org = 450 4.2.1 busy}}, reject_unauth_destination

            """
        let master = """
            127.0.0.1:\(port) inet n - n - - smtpd
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            error unix - - n - - error
            virtual unix - n n - - virtual
            anvil unix - - n - 1 anvil
            tlsmgr unix - - n 1000? 1 tlsmgr
            proxymap unix - - n - - proxymap
            postlog unix-dgram n - n - 1 postlogd

            """
        try main.write(to: folder.appending(path: "conf/main.cf"), atomically: true, encoding: .utf8)
        try master.write(to: folder.appending(path: "conf/master.cf"), atomically: true, encoding: .utf8)
    }

    private func command(_ path: String, _ arguments: String...) async throws {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let status: Int32 = try await withCheckedThrowingContinuation { end in
            process.terminationHandler = { end.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                end.resume(throwing: error)
            }
        }
        guard status == 0 else {
            throw Trouble(description: "\(path) \(arguments.joined(separator: " ")) ended with \(status)")
        }
    }
}

private struct Trouble: Error, CustomStringConvertible {
    let description: String
}
