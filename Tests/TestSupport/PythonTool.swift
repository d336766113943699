public import Foundation

/// Runs the independent judges of `Tests/tools`, which are written in Python.
public enum PythonTool {
    /// A judge that could not be run, or that gave up.
    public struct Failure: Error, CustomStringConvertible {
        /// What went wrong, and what to do.
        public let description: String
    }

    /// The package that these tests belong to.
    public static let packageRoot = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// `VAGUEMESTRE_PYTHON` where set, else the one that `make setup-test` makes.
    public static func interpreter() throws -> URL {
        let named = ProcessInfo.processInfo.environment["VAGUEMESTRE_PYTHON"].map { URL(filePath: $0) }
        let python = named ?? packageRoot.appending(path: ".venv/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw Failure(
                description: "there is no Python at \(python.path): run `make setup-test`, or set VAGUEMESTRE_PYTHON")
        }
        return python
    }

    /// What a judge writes to its standard output, given the bytes of its standard input.
    ///
    /// Files rather than pipes, which block where both sides have much to say.
    public static func run(_ script: String, _ arguments: [String] = [], input: Data = Data()) async throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appending(path: "judge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["input", "output", "errors"].map { folder.appending(path: $0) }
        try input.write(to: files[0])
        for file in files[1...] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = try interpreter()
        process.arguments = [packageRoot.appending(path: "Tests/tools/\(script)").path] + arguments
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        let status = try await process.runToEnd()
        guard status == 0 else {
            let said = try String(contentsOf: files[2], encoding: .utf8)
            throw Failure(description: "\(script) ended with \(status):\n\(said)")
        }
        return try Data(contentsOf: files[1])
    }

    /// The lines that a judge writes; given some, it is told to read them from its standard input.
    public static func answers(
        of script: String, _ arguments: [String] = [], to lines: [String]? = nil
    ) async throws -> [Substring] {
        let input = Data((lines ?? []).map { $0 + "\n" }.joined().utf8)
        let file = lines == nil ? [] : ["/dev/stdin"]
        return String(decoding: try await run(script, arguments + file, input: input), as: UTF8.self)
            .split(separator: "\n")
    }

    /// The verdicts of a judge that answers each line of its input with the line's number, a tab, and a verdict.
    public static func verdicts(
        of script: String, _ arguments: [String] = [], on lines: [Data]
    ) async throws -> [String] {
        let input = lines.reduce(into: Data()) { $0 += $1 + Data("\n".utf8) }
        let answers = String(decoding: try await run(script, arguments, input: input), as: UTF8.self)
        return try answers.split(separator: "\n").enumerated().map { number, answer in
            let parts = answer.split(separator: "\t", maxSplits: 1)
            guard parts.count == 2, parts[0] == "\(number)" else {
                throw Failure(description: "\(script) answered \"\(answer)\" to line \(number)")
            }
            return String(parts[1])
        }
    }
}
