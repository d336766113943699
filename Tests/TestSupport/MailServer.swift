public import Foundation
import Synchronization

/// `Tests/tools/mail_server.py` while it runs: a mail server that is not ours, with what it received.
public final class MailServer: Sendable {
    /// A mail as the server has it.
    public struct Mail: Decodable, Hashable, Sendable {
        /// The envelope's sender.
        public let from: String
        /// The envelope's recipient.
        public let to: String
        /// The bytes between DATA and the last dot.
        public let bytes: Data
        /// Which connection it came over, from 1.
        public let connection: Int
        /// Whether it came enciphered.
        public let tls: Bool
        /// Who had logged in.
        public let user: String?
    }

    private let process = Process()
    private let input = Pipe()
    private let reading: Reading
    /// Where it listens, on 127.0.0.1.
    public let port: Int

    private init(_ arguments: [String]) async throws {
        let pipe = Pipe()
        process.executableURL = try PythonTool.interpreter()
        process.arguments = [PythonTool.packageRoot.appending(path: "Tests/tools/mail_server.py").path] + arguments
        // It ends when its standard input does: with these tests, however they end.
        process.standardInput = input
        process.standardOutput = pipe
        try process.run()
        let reading = Reading()
        Self.read(pipe.fileHandleForReading, reading)
        let first = await reading.line(0)
        guard let first, let port = Int(String(decoding: first, as: UTF8.self)) else {
            process.terminate()
            throw PythonTool.Failure(description: "mail_server.py did not say its port")
        }
        self.port = port
        self.reading = reading
    }

    /// The mails so far.
    public func mails() throws -> [Mail] {
        let decoder = JSONDecoder()
        return try reading.lines.dropFirst().map { try decoder.decode(Mail.self, from: $0) }
    }

    /// Waits until so many mails came, the server ended, or the task was cancelled.
    public func wait(for count: Int) async throws -> [Mail] {
        _ = await reading.line(count)
        return try mails()
    }

    /// Runs one while `body` runs.
    public static func run<Result>(
        _ arguments: [String] = [], _ body: (MailServer) async throws -> Result
    ) async throws -> Result {
        let server = try await MailServer(arguments)
        do {
            let result = try await body(server)
            await server.end()
            return result
        } catch {
            await server.end()
            throw error
        }
    }

    /// Ends it at once, as a crash would.
    public func end() async {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        // The end of its output is its end; `waitUntilExit` would block a thread of the pool.
        _ = await reading.line(.max)
    }

    private static func read(_ handle: FileHandle, _ reading: Reading) {
        Thread.detachNewThread {
            while case let chunk = handle.availableData, !chunk.isEmpty { reading.take(chunk) }
            reading.end()
        }
    }

    /// The lines of the server's standard output, as they come.
    private final class Reading: Sendable {
        private struct State {
            var lines: [Data] = []
            var rest = Data()
            var isEnded = false
            var waiters: [Waiter] = []
            var nextID = 0
        }

        private struct Waiter {
            let id: Int
            let index: Int
            let continuation: CheckedContinuation<Void, Never>
        }

        private let state = Mutex(State())

        var lines: [Data] { state.withLock { $0.lines } }

        /// The line at `index`, once it came; nil when it never will, or nobody waits for it any more.
        func line(_ index: Int) async -> Data? {
            let id = state.withLock { state in
                state.nextID += 1
                return state.nextID
            }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isThere = state.withLock { state in
                        if state.isEnded || state.lines.count > index || Task.isCancelled { return true }
                        state.waiters.append(Waiter(id: id, index: index, continuation: continuation))
                        return false
                    }
                    if isThere { continuation.resume() }
                }
            } onCancel: {
                release { waiter, _ in waiter.id == id }
            }
            return state.withLock { $0.lines.count > index ? $0.lines[index] : nil }
        }

        func take(_ chunk: Data) {
            change { state in
                state.rest += chunk
                while let end = state.rest.firstIndex(of: 10) {
                    state.lines.append(Data(state.rest[..<end]))
                    state.rest = Data(state.rest[(end + 1)...])
                }
            }
        }

        func end() { change { $0.isEnded = true } }

        private func change(_ body: (inout State) -> Void) {
            state.withLock { body(&$0) }
            release { waiter, state in state.isEnded || state.lines.count > waiter.index }
        }

        private func release(_ isReady: (Waiter, State) -> Bool) {
            let ready = state.withLock { state in
                let ready = state.waiters.filter { isReady($0, state) }
                state.waiters.removeAll { waiter in ready.contains { $0.id == waiter.id } }
                return ready
            }
            for waiter in ready { waiter.continuation.resume() }
        }
    }
}
