public import Foundation

/// Runs a judge of `Tests/tools` in the package's own Python (or `VAGUEMESTRE_PYTHON`).
public enum PythonTool {
    /// A judge that could not be asked, or did not answer.
    public struct Failure: Error, CustomStringConvertible {
        /// What went wrong.
        public let description: String
    }

    /// The lines that a script writes. Where there are `lines`, the script is given the name of a file that holds them
    /// as its last argument. Files rather than pipes, which a long answer would fill.
    public static func run(
        _ script: String, _ arguments: [String] = [], lines: [String]? = nil
    ) async throws -> [Substring] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "judge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (input, output) = (folder.appending(path: "lines"), folder.appending(path: "answers"))
        try Data((lines ?? []).map { $0 + "\n" }.joined().utf8).write(to: input)
        try Data().write(to: output)
        let process = Process()
        process.executableURL = try python()
        process.arguments =
            [root.appending(path: "Tests/tools/\(script)").path] + arguments + (lines == nil ? [] : [input.path])
        process.standardOutput = try FileHandle(forWritingTo: output)
        let status = try await withCheckedThrowingContinuation { (end: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { end.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                end.resume(throwing: error)
            }
        }
        guard status == 0 else { throw Failure(description: "\(script) ended with \(status)") }
        return try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
    }

    private static func python() throws -> URL {
        if let path = ProcessInfo.processInfo.environment["VAGUEMESTRE_PYTHON"] { return URL(filePath: path) }
        let python = root.appending(path: ".venv/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw Failure(description: "no Python: run `make setup-test`, or name one in VAGUEMESTRE_PYTHON")
        }
        return python
    }

    /// The package's folder.
    public static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
