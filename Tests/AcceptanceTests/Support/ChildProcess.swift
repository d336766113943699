import Foundation

/// A program under test while it runs: what it writes as it comes, how it ends, and the means to end it.
final class ChildProcess: Sendable {
    /// How a process ended.
    enum End: Hashable, CustomStringConvertible {
        case exit(Int32)
        case signal(Int32)

        var description: String {
            switch self {
            case .exit(let code): "exit \(code)"
            case .signal(let number): "ended by signal \(number)"
            }
        }
    }

    /// What came through one pipe so far.
    struct Stream {
        var bytes = Data()
        var isEnded = false

        var text: String { String(decoding: bytes, as: UTF8.self) }
        /// The lines that are complete.
        var lines: [String] {
            text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        }
    }

    let name: String
    let output = Watched(Stream())
    let errors = Watched(Stream())
    let end = Watched<End?>(nil)
    private let process = Process()

    /// Starts a program. It is told nothing by the environment of the tests but where programs and a home are.
    init(_ executable: URL, _ arguments: [String], input: Data? = nil) throws {
        name = ([executable.lastPathComponent] + arguments.prefix(2)).joined(separator: " ")
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = Binary.packageRoot
        process.environment = ProcessInfo.processInfo.environment.filter {
            !$0.key.hasPrefix("VAGUEMESTRE_") && $0.key != "KAFKA_BOOTSTRAP_SERVERS"
        }
        let inputPipe = input.map { _ in Pipe() }
        let (outputPipe, errorPipe) = (Pipe(), Pipe())
        process.standardInput = inputPipe ?? FileHandle.nullDevice
        process.standardOutput = outputPipe
        process.standardError = errorPipe
        process.terminationHandler = { [end] process in
            let status = process.terminationStatus
            end.update { $0 = process.terminationReason == .exit ? .exit(status) : .signal(status) }
        }
        try process.run()
        Self.read(outputPipe.fileHandleForReading, into: output)
        Self.read(errorPipe.fileHandleForReading, into: errors)
        if let input, let inputPipe { Self.write(input, to: inputPipe.fileHandleForWriting) }
    }

    /// Sends a signal to this very process, unless it has ended.
    func send(_ signal: Int32) {
        if end.value == nil { kill(process.processIdentifier, signal) }
    }

    /// How the process ends, by itself or after a signal.
    func ended(within limit: Duration) async throws -> End {
        try await end.first(within: limit, awaiting: "the end of `\(name)`; its standard error:\n\(complaint)") { $0 }
    }

    /// Everything it wrote to standard error.
    var complaint: String { errors.value.text }

    /// Ends the process if it still runs, and waits until it is gone.
    func tearDown() async {
        send(SIGKILL)
        // Not cut short when the test is cancelled: nothing may be left running.
        _ = await Task { try await ended(within: .seconds(30)) }.result
    }

    private static func read(_ handle: FileHandle, into stream: Watched<Stream>) {
        Thread.detachNewThread {
            // `availableData` gives what is there; `read(upToCount:)` would wait until so much has come.
            while case let chunk = handle.availableData, !chunk.isEmpty {
                stream.update { $0.bytes += chunk }
            }
            stream.update { $0.isEnded = true }
        }
    }

    private static func write(_ input: Data, to handle: FileHandle) {
        Thread.detachNewThread {
            try? handle.write(contentsOf: input)
            try? handle.close()
        }
    }
}

/// Starts a program, lends it to `body`, and ends it whatever happens. When `body` fails, what the program had to say
/// is shown.
func withProcess<Result>(
    _ executable: URL, _ arguments: [String], _ body: (ChildProcess) async throws -> Result
) async throws -> Result {
    let process = try ChildProcess(executable, arguments)
    do {
        let result = try await body(process)
        await process.tearDown()
        return result
    } catch {
        let last = process.complaint.split(separator: "\n").suffix(20).joined(separator: "\n")
        print("── the last of what `\(process.name)` wrote to standard error ──\n\(last)")
        await process.tearDown()
        throw error
    }
}
