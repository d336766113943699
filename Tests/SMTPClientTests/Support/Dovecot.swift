import Foundation
import SMTPClient

/// Debian's Dovecot, of which only the part runs that judges who logs in: Postfix asks it over a socket.
struct Dovecot {
    static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/sbin/dovecot")

    /// A folder of its own.
    let folder: URL
    /// Where Postfix asks.
    let socket: URL

    /// Runs it while `body` runs, with one account that it knows.
    func run(_ account: SMTPSettings.Account, _ body: () async throws -> Void) async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try configure(account)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/sbin/dovecot")
        process.arguments = ["-F", "-c", folder.appending(path: "dovecot.conf").path]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in end.finish() }
        try process.run()
        // SIGTERM would wait for ever: a child of a thread of the pool has the signals blocked that the thread has. The
        // other processes of Dovecot end with the first.
        func stop() async {
            kill(process.processIdentifier, SIGKILL)
            for await _ in ends {}
        }
        do {
            try await waitForSocket()
            try await body()
        } catch {
            print((try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)) ?? "")
            await stop()
            throw error
        }
        await stop()
    }

    /// It tells nobody when it is ready, so the socket is looked for again.
    private func waitForSocket() async throws {
        for _ in 0..<200 where !FileManager.default.fileExists(atPath: socket.path) {
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func configure(_ account: SMTPSettings.Account) throws {
        let configuration = """
            base_dir = \(folder.path)/run
            log_path = \(folder.path)/log
            protocols =
            ssl = no
            disable_plaintext_auth = no
            auth_mechanisms = plain login
            default_internal_user = nobody
            default_login_user = nobody
            default_internal_group = nogroup
            passdb {
              driver = passwd-file
              args = scheme=PLAIN \(folder.path)/users
            }
            service auth {
              unix_listener \(socket.path) {
                mode = 0666
              }
            }

            """
        try configuration.write(
            to: folder.appending(path: "dovecot.conf"), atomically: true, encoding: .utf8)
        try "\(account.username):{PLAIN}\(account.password):::::\n".write(
            to: folder.appending(path: "users"), atomically: true, encoding: .utf8)
    }
}
