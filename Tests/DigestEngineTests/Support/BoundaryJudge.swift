import Cooperation
import Foundation
import TestSupport

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
    /// One verdict for each, `same` or what was expected instead.
    static func verdicts(on found: [FoundBoundaries]) async throws -> [String] {
        try await PythonTool.verdicts(
            of: "judge_boundaries.py", ["/dev/stdin"], on: found.map { try JSONEncoder().encode($0) })
    }
}
