import Foundation

/// The independent judge: PyPI's jsonschema, by `Tests/tools/judge_schemas.py`.
enum PythonJudge {
    /// Judges one document a line; by the schema of that name, or as events by the kind that each names.
    static func verdicts(on lines: [String], schema: String?) async throws -> [Bool] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "judge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let documents = folder.appending(path: "documents.jsonl")
        try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: documents)
        let tool = PackageFiles.root.appending(path: "Tests/tools/judge_schemas.py")
        let options = schema.map { ["--schema", $0] } ?? []
        let answers = try await run([tool.path, "--jsonl", documents.path] + options, in: folder)
        return try answers.split(separator: "\n").enumerated().map { index, answer in
            switch answer {
            case "\(index)\tvalid": true
            case "\(index)\tinvalid": false
            default: throw Failure(description: "the judge answered \"\(answer)\" to line \(index)")
            }
        }
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// `VAGUEMESTRE_PYTHON`, else the package's own environment.
    private static func python() throws -> URL {
        if let path = ProcessInfo.processInfo.environment["VAGUEMESTRE_PYTHON"] { return URL(filePath: path) }
        let python = PackageFiles.root.appending(path: ".venv/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw Failure(
                description: "no Python with the judges: run `make setup-test`, or name one in VAGUEMESTRE_PYTHON")
        }
        return python
    }

    /// What Python writes to standard output. Files rather than pipes, which a long answer would fill.
    private static func run(_ arguments: [String], in folder: URL) async throws -> String {
        let answers = folder.appending(path: "answers")
        let complaints = folder.appending(path: "complaints")
        for file in [answers, complaints] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = try python()
        process.arguments = arguments
        process.standardOutput = try FileHandle(forWritingTo: answers)
        process.standardError = try FileHandle(forWritingTo: complaints)
        let status = try await withCheckedThrowingContinuation { (end: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { end.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                end.resume(throwing: error)
            }
        }
        guard status == 0 else {
            let said = String(decoding: try Data(contentsOf: complaints), as: UTF8.self)
            throw Failure(description: "the judge ended with \(status): \(said)")
        }
        return String(decoding: try Data(contentsOf: answers), as: UTF8.self)
    }
}
