import Foundation
import Testing

/// An independent reader of what we write, in Python: the standard library's mail and HTML parsers, and `icalendar`.
enum Judge {
    struct Message: Decodable {
        struct Part: Decodable {
            var type: String
            var content: String?
            var parameters: [String: String]?
            var language: String?
            var filename: String?
        }
        var defects: [String]
        var parts: [Part]
        var headers: [[String]]
        var to: [[String]]
        var from: [[String]]
        var longestLine: Int
        var bareBreaks: Int
        var above7Bit: Int

        func header(_ name: String) -> [String] { headers.filter { $0[0] == name }.map { $0[1] } }
        func content(_ type: String) -> String? { parts.first { $0.type == type }?.content }
    }

    struct Calendar: Decodable {
        struct Event: Decodable {
            var uid: String
            var sequence: Int
            var status: String
            var summary: String
            var starts: String
            var ends: String?
            var location: String
            var description: String
        }
        var method: String
        var errors: [String]
        var longestLine: Int
        var bareBreaks: Int
        var events: [Event]
    }

    struct Page: Decodable {
        /// A table of data: how many captions it has, and how many heads of columns, of rows, and of neither.
        struct Table: Decodable, Equatable {
            var captions: Int
            var columns: Int
            var rows: Int
            var bare: Int
        }

        var problems: [String]
        var headings: [Int]
        var links: [String]
        var languages: [[String]]
        var tables: [Table]
        var lowestContrast: Double
        var text: String
    }

    static func message(_ bytes: Data) throws -> Message { try run("judge_message.py", bytes) }
    static func calendar(_ text: String) throws -> Calendar { try run("judge_calendar.py", Data(text.utf8)) }
    static func page(_ html: String) throws -> Page { try run("judge_html.py", Data(html.utf8)) }

    private struct Missing: Error, CustomStringConvertible {
        var description: String
    }

    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    private static func python() throws -> URL {
        let root = tests.deletingLastPathComponent().deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["VAGUEMESTRE_PYTHON"].map { URL(filePath: $0) }
        let url = named ?? root.appending(path: ".venv/bin/python")
        guard FileManager.default.isExecutableFile(atPath: url.path) else {
            throw Missing(description: "no Python at \(url.path): run `make setup-test`, or set VAGUEMESTRE_PYTHON")
        }
        return url
    }

    private static func run<Verdict: Decodable>(_ script: String, _ input: Data) throws -> Verdict {
        let process = Process()
        process.executableURL = try python()
        process.arguments = [tests.deletingLastPathComponent().appending(path: "tools/\(script)").path]
        // A file rather than a pipe, which would block where both sides write.
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try input.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let output = Pipe()
        let errors = Pipe()
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let verdict = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Missing(description: "\(script) failed:\n\(String(decoding: complaint, as: UTF8.self))")
        }
        return try JSONDecoder().decode(Verdict.self, from: verdict)
    }
}
