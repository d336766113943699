import Cooperation
import Foundation

@testable import DigestEngine

/// The boundaries of a subscription for `Tests/tools/judge_boundaries.py`.
struct FoundBoundaries: Encodable {
    private let zone: String
    private let weekdays: [Int]?
    private let monthDay: Int?
    private let times: [Int]
    private let keepsOffWeekends: Bool
    private let quiet: [Quiet]
    private let holidays: [String]
    private let after: Int64
    private let boundaries: [Int64]

    private struct Quiet: Encodable {
        let from: Int
        let until: Int
        let days: [Int]
    }

    init(_ subscription: Subscription, after instant: Instant, count: Int) {
        zone = subscription.timeZone
        (weekdays, monthDay, times) = Self.wanted(subscription.cadence)
        keepsOffWeekends = subscription.cadence.name == "weekdays" || subscription.cadence.name == "monthly"
        quiet = subscription.quietHours.map {
            Quiet(from: $0.from.minuteOfDay, until: $0.until.minuteOfDay, days: $0.days.map(\.rawValue))
        }
        holidays = subscription.holidays.dates.map(\.description)
        after = instant.milliseconds
        boundaries = subscription.boundaries(count, after: instant).map(\.milliseconds)
    }

    private static func wanted(_ cadence: Cadence) -> (weekdays: [Int]?, monthDay: Int?, times: [Int]) {
        switch cadence {
        case .immediate: ([], nil, [])
        case .daily(let at): (Array(1...7), nil, at.map(\.minuteOfDay))
        case .weekdays(let at): (Array(1...5), nil, at.map(\.minuteOfDay))
        case .weekly(let on, let at): (on.map(\.rawValue), nil, at.map(\.minuteOfDay))
        case .monthly(.number(let number), let at): (nil, number, [at.minuteOfDay])
        case .monthly(.firstWorkingDay, let at): (nil, 1, [at.minuteOfDay])
        }
    }
}

/// Runs `Tests/tools/judge_boundaries.py`.
enum BoundaryJudge {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// One verdict for each, `same` or what was expected instead.
    static func verdicts(on found: [FoundBoundaries]) async throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "boundaries-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (input, output) = (folder.appending(path: "found.jsonl"), folder.appending(path: "verdicts"))
        var lines = Data()
        for one in found { lines += try JSONEncoder().encode(one) + Data("\n".utf8) }
        try lines.write(to: input)
        try Data().write(to: output)
        let process = Process()
        process.executableURL = try python()
        process.arguments = [root.appending(path: "Tests/tools/judge_boundaries.py").path, input.path]
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
        guard status == 0 else { throw Failure(description: "the judge ended with \(status)") }
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
