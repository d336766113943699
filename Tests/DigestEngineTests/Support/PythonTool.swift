import Foundation

/// Runs a judge of `Tests/tools` that reads a file of lines and answers each with its number, a tab, and a verdict.
enum PythonTool {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The verdicts, in the order of the lines.
    static func answers(of script: String, to lines: [Data]) async throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "judge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (input, output) = (folder.appending(path: "lines"), folder.appending(path: "verdicts"))
        try lines.reduce(into: Data()) { $0 += $1 + Data("\n".utf8) }.write(to: input)
        try Data().write(to: output)
        let process = Process()
        process.executableURL = try python()
        process.arguments = [root.appending(path: "Tests/tools/\(script)").path, input.path]
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
        return try String(contentsOf: output, encoding: .utf8).split(separator: "\n").map {
            String($0.drop { $0 != "\t" }.dropFirst())
        }
    }

    /// `VAGUEMESTRE_PYTHON`, else the package's own environment.
    private static func python() throws -> URL {
        if let path = ProcessInfo.processInfo.environment["VAGUEMESTRE_PYTHON"] { return URL(filePath: path) }
        let python = root.appending(path: ".venv/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw Failure(description: "no Python: run `make setup-test`, or name one in VAGUEMESTRE_PYTHON")
        }
        return python
    }

    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}
