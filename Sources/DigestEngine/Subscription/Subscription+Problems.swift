import Foundation

extension Subscription {
    /// What keeps the engine from running this subscription: each problem as one sentence naming the field by its
    /// path (`cadence.at`), what was found and what is expected. Empty when all is well.
    public func problems() -> [String] {
        var problems: [String] = []
        if id.isEmpty { problems.append("id: is empty; give the subscription a name such as `culture-weekly`") }
        if audience.isEmpty { problems.append("audience: is empty; name one of the configured audiences") }
        if TimeZone(identifier: timeZone) == nil {
            problems.append("time_zone: `\(timeZone)` is not known; expected an IANA zone such as `America/Toronto`")
        }
        return problems + cadence.problems() + quietHoursProblems() + policies.problems()
    }

    private func quietHoursProblems() -> [String] {
        let days = cadence.sendsOnWeekdays
        if quietHours.leaveTime(onWeekdays: days) { return [] }
        let scope =
            days.count == 7 ? "the whole week" : "every day from Monday to Friday, and `\(cadence.name)` has no other"
        return ["quiet_hours: cover \(scope), so that no digest could ever go out; leave at least a minute free"]
    }
}

extension Cadence {
    /// The days of the week on which a digest may go out.
    var sendsOnWeekdays: ClosedRange<Int> { keepsOffWeekends ? 1...5 : 1...7 }

    fileprivate func problems() -> [String] {
        switch self {
        case .immediate(let gap) where !(0...86_400).contains(gap):
            ["cadence.immediate.gap_seconds: is \(gap); expected 0 to 86400"]
        case .daily(let at), .weekdays(let at):
            at.isEmpty ? ["cadence.at: is empty; expected at least one time of day such as `08:00`"] : []
        case .weekly(let on, let at):
            (on.isEmpty ? ["cadence.on: is empty; expected at least one day such as `monday`"] : [])
                + (at.isEmpty ? ["cadence.at: is empty; expected at least one time of day such as `08:00`"] : [])
        case .monthly(.number(let number), _) where !(1...31).contains(number):
            ["cadence.on: is \(number); expected a day of the month from 1 to 31, or `first-working-day`"]
        default:
            []
        }
    }
}

extension DigestPolicies {
    fileprivate func problems() -> [String] {
        let bounds: [(name: String, value: Int, range: ClosedRange<Int>)] = [
            ("max_items", maxItems, 1...10_000),
            ("max_bytes", maxBytes, 4_096...900_000),
            ("look_back_days", lookBackDays, 0...400),
        ]
        return bounds.filter { !$0.range.contains($0.value) }.map { bound in
            "policies.\(bound.name): is \(bound.value); expected \(bound.range.lowerBound) to \(bound.range.upperBound)"
        }
    }
}
