import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The operator's editor: `$VISUAL`, else `$EDITOR`, a program with arguments as a shell understands them.
///
/// It is started without a process group of its own, which `Foundation.Process` would give it: a program in the
/// background of its terminal may not read from it.
struct Editor {
    private let command: String

    init() throws {
        let environment = ProcessInfo.processInfo.environment
        guard
            let command = [environment["VISUAL"], environment["EDITOR"]].compactMap({ $0 }).first(where: { !$0.isEmpty }
            )
        else { throw BadInput("--edit needs an editor: set VISUAL or EDITOR, or give corrected values with --values") }
        self.command = command
    }

    /// What the file holds after the editor has ended.
    func edit(_ bytes: [UInt8], name: String) async throws -> [UInt8] {
        let directory = FileManager.default.temporaryDirectory.appending(path: "vaguemestre-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appending(path: name.replacing("/", with: "-") + ".json")
        try Data(bytes + [UInt8(ascii: "\n")]).write(to: file)
        let status = try await run(file.path)
        guard status == 0 else { throw BadInput("the editor (\(command)) ended with \(status); nothing was done") }
        return Array(try Data(contentsOf: file))
    }

    /// Waits on a thread of its own.
    private func run(_ file: String) async throws -> Int32 {
        // The shell gives way to the editor: left between, it would take an interruption for the editor's end.
        let arguments = ["sh", "-c", "exec \(command) \"$1\"", "sh", file]
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try Self.spawn(arguments) }) }
        }
    }

    /// The exit status; 128 and the signal's number where a signal ended it.
    private static func spawn(_ arguments: [String]) throws -> Int32 {
        let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
        // What is typed to interrupt the editor is the editor's, not ours.
        let interrupts = [SIGINT, SIGQUIT]
        let before = interrupts.map { signal($0, SIG_IGN) }
        defer { for (number, handler) in zip(interrupts, before) { signal(number, handler) } }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for number in interrupts { sigaddset(&defaults, number) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        // This thread began with the signals blocked that threads of a pool block; an editor needs them.
        var blocked = sigset_t()
        sigemptyset(&blocked)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var child: pid_t = 0
        let failure = withCStrings(arguments) { arguments in
            withCStrings(environment) { posix_spawn(&child, "/bin/sh", nil, &attributes, arguments, $0) }
        }
        guard failure == 0 else {
            throw BadInput("the editor cannot be started: \(String(cString: strerror(failure)))")
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) == -1 && errno == EINTR {}
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }

    private static func withCStrings<Result>(
        _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = texts.map { strdup($0) } + [nil]
        defer { copies.forEach { free($0) } }
        return copies.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("the list ends with nil") }
            return body(base)
        }
    }
}
