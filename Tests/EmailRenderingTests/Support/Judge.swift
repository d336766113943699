import Foundation
import TestSupport

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
            var organizer: String
            /// The time zone of the start; nil where it is in UTC, or a day.
            var zone: String?
            var starts: String
            /// The start by the table of offsets that the file itself carries.
            var tableStarts: String
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

    /// How a page looks in every width and scheme.
    struct Look: Decodable {
        struct Finding: Decodable {
            var look: String
            var rule: String
            var html: String
        }

        var file: String
        var violations: [Finding]
        var unsure: [Finding]
        var wide: [String]
        var order: [String]
        var lost: [String]
        var requests: [String]

        /// Everything that is wrong, in words.
        var faults: [String] {
            violations.map { "\($0.rule) at \($0.look): \($0.html)" }
                + unsure.map { "\($0.rule) cannot be told at \($0.look): \($0.html)" }
                + wide.map { "wider than the screen at \($0)" } + order.map { "above what comes before it: \($0)" }
                + lost.map { "lost without styles: \($0)" } + requests.map { "asked the network for \($0)" }
        }
    }

    /// Looks at pages by name; their pictures go to `out/looks`.
    static func looks(of pages: [String: String]) async throws -> [Look] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "looks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try pages.map { name, html in
            let file = folder.appending(path: "\(name).html")
            try Data(html.utf8).write(to: file)
            return file.path
        }
        let out = PythonTool.packageRoot.appending(path: "out/looks").path
        let found = try await PythonTool.run("look_at_mail.py", [out] + files.sorted())
        return try JSONDecoder().decode([Look].self, from: found)
    }

    static func message(_ bytes: Data) async throws -> Message { try await verdict("judge_message.py", bytes) }
    static func calendar(_ text: String) async throws -> Calendar {
        try await verdict("judge_calendar.py", Data(text.utf8))
    }
    static func page(_ html: String) async throws -> Page { try await verdict("judge_html.py", Data(html.utf8)) }

    private static func verdict<Verdict: Decodable>(_ script: String, _ input: Data) async throws -> Verdict {
        try JSONDecoder().decode(Verdict.self, from: try await PythonTool.run(script, input: input))
    }
}
