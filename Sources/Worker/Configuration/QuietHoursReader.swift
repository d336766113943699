import DigestEngine
import Yams

/// Reads the `quiet_hours` of a subscription: one mapping, or a list of them.
struct QuietHoursReader {
    let value: YAMLValue

    func read() -> [QuietHours] { value.elementsOrOne.compactMap(hours) }

    /// Times, days or both: times alone hold every day, days alone hold from midnight to midnight.
    private func hours(_ value: YAMLValue) -> QuietHours? {
        value.expectKeys(["from", "until", "days"])
        guard value.node.mapping != nil else { return nil }
        let days = value["days"].map { $0.elements.compactMap(\.weekday) }
        if let days, days.isEmpty {
            value["days"]?.report("expected at least one day, such as [saturday, sunday]; leave `days` out for all")
            return nil
        }
        switch (value["from"], value["until"]) {
        case (let from?, let until?):
            guard let from = from.timeOfDay, let until = until.timeOfDay else { return nil }
            return QuietHours(from: from, until: until, days: Set(days ?? []))
        case (nil, nil):
            if let days { return QuietHours(days: Set(days)) }
            value.report("expected `from` and `until`, or `days`, such as { from: \"21:00\", until: \"07:00\" }")
        case (_?, nil):
            value.report("`from` needs `until`, such as { from: \"21:00\", until: \"07:00\" }")
        case (nil, _?):
            value.report("`until` needs `from`, such as { from: \"21:00\", until: \"07:00\" }")
        }
        return nil
    }
}
