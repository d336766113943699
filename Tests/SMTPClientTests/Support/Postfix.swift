import Foundation
import SMTPClient
import TestSupport

/// Debian's Postfix in a folder of its own: own configuration, queue and mailbox, on a port of loopback.
struct Postfix {
    static let isThere = getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/sbin/postfix")

    let folder: URL
    let port: Int
    let certificate: TestCertificate

    /// Who may send; nil where nobody need say who he is.
    let account: SMTPSettings.Account?

    /// Runs one while `body` runs. With an account, Dovecot judges who logs in, and only who does may send.
    static func run(account: SMTPSettings.Account? = nil, _ body: (Postfix) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "postfix-\(UUID().uuidString)")
        for name in ["conf", "spool", "data", "mail"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        // A port that was free a moment ago: Postfix takes none of the system's choosing.
        let port = try await MailServer.run { $0.port }
        let postfix = Postfix(
            folder: folder, port: port, certificate: try await TestCertificate(in: folder), account: account)
        try await postfix.configure()
        guard let account else { return try await postfix.run(body) }
        try await Dovecot(folder: folder.appending(path: "dovecot"), socket: folder.appending(path: "spool/auth"))
            .run(account) { try await postfix.run(body) }
    }

    private func run(_ body: (Postfix) async throws -> Void) async throws {
        try await command("/usr/sbin/postfix", "-c", folder.appending(path: "conf").path, "start")
        do {
            try await body(self)
        } catch {
            print((try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)) ?? "")
            try await stop()
            throw error
        }
        try await stop()
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
        let login = """
            smtpd_sasl_auth_enable = yes
            smtpd_sasl_type = dovecot
            smtpd_sasl_path = auth
            smtpd_sasl_authenticated_header = yes
            smtpd_client_restrictions = permit_sasl_authenticated, reject

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
        try (main + (account == nil ? "" : login)).write(
            to: folder.appending(path: "conf/main.cf"), atomically: true, encoding: .utf8)
        try master.write(to: folder.appending(path: "conf/master.cf"), atomically: true, encoding: .utf8)
    }

    private func command(_ path: String, _ arguments: String...) async throws {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let status = try await process.runToEnd()
        guard status == 0 else {
            throw Trouble(description: "\(path) \(arguments.joined(separator: " ")) ended with \(status)")
        }
    }
}

private struct Trouble: Error, CustomStringConvertible {
    let description: String
}
