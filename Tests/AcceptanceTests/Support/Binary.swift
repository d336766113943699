import Foundation

/// The program under test, as a file that is run: nothing of its insides is linked here.
enum Binary {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// What a command that ends by itself left behind.
    struct Outcome {
        let end: ChildProcess.End
        let output: String
        let errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }

        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONDecoder().decode(type, from: Data(output.utf8))
        }
    }

    static let packageRoot = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// `VAGUEMESTRE_BINARY` where set, else what `make build` makes, else a debug build.
    static func url() throws -> URL {
        let candidates =
            ProcessInfo.processInfo.environment["VAGUEMESTRE_BINARY"].map { [URL(filePath: $0)] }
            ?? [".build/release/vaguemestre", ".build/debug/vaguemestre"].map { packageRoot.appending(path: $0) }
        guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
            let tried = candidates.map(\.path).joined(separator: " nor ")
            throw Missing(description: "there is no program at \(tried): run `make build`, or set VAGUEMESTRE_BINARY")
        }
        return found
    }

    /// Runs a command to its end.
    static func run(_ arguments: [String], input: Data? = nil, limit: Duration = .seconds(60)) async throws -> Outcome {
        try await run(url(), arguments, input: input, limit: limit)
    }

    /// Runs any program to its end.
    static func run(
        _ executable: URL, _ arguments: [String], input: Data? = nil, limit: Duration = .seconds(60)
    ) async throws -> Outcome {
        let process = try ChildProcess(executable, arguments, input: input)
        do {
            let end = try await process.ended(within: limit)
            try await process.output.wait(within: limit, awaiting: "the output of \(process.name)") { $0.isEnded }
            try await process.errors.wait(within: limit, awaiting: "the errors of \(process.name)") { $0.isEnded }
            return Outcome(end: end, output: process.output.value.text, errors: process.complaint)
        } catch {
            await process.tearDown()
            throw error
        }
    }
}
