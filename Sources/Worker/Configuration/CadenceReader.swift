import DigestEngine
import Yams

/// Reads a cadence: a mapping with exactly one key, the cadence's name.
struct CadenceReader {
    let value: YAMLValue

    private static let names = ["immediate", "daily", "weekdays", "weekly", "monthly"]
    func read() -> Cadence? {
        value.expectKeys(Self.names)
        let entries = value.entries
        guard entries.count == 1, let (name, details) = entries.first else {
            value.report("expected exactly one of \(Self.names.joined(separator: ", "))")
            return nil
        }
        switch name {
        case "immediate": return immediate(details)
        case "daily": return times(details, keys: ["at"]).map(Cadence.daily)
        case "weekdays": return times(details, keys: ["at"]).map(Cadence.weekdays)
        case "weekly": return weekly(details)
        case "monthly": return monthly(details)
        default: return nil
        }
    }

    private func immediate(_ details: YAMLValue) -> Cadence? {
        details.expectKeys(["gap_seconds"], required: ["gap_seconds"])
        return details["gap_seconds"]?.integer(in: 0...86_400).map { .immediate(gapSeconds: Int64($0)) }
    }

    private func weekly(_ details: YAMLValue) -> Cadence? {
        guard let at = times(details, keys: ["on", "at"]) else { return nil }
        let days = details["on"]?.elements.compactMap(\.weekday) ?? []
        guard !days.isEmpty else {
            details.report("`on` needs at least one day, such as [monday]")
            return nil
        }
        return .weekly(on: days, at: at)
    }

    private func monthly(_ details: YAMLValue) -> Cadence? {
        details.expectKeys(["on", "at"], required: ["on", "at"])
        guard let on = details["on"], let at = details["at"]?.timeOfDay else { return nil }
        if on.node.scalar?.string == "first-working-day" { return .monthly(on: .firstWorkingDay, at: at) }
        return on.integer(in: 1...31).map { .monthly(on: .number($0), at: at) }
    }

    private func times(_ details: YAMLValue, keys: [String]) -> [LocalTime]? {
        details.expectKeys(keys, required: keys)
        let times = details["at"]?.elements.compactMap(\.timeOfDay) ?? []
        guard !times.isEmpty else {
            details.report("`at` needs at least one time, such as [\"08:00\"]")
            return nil
        }
        return times.sorted()
    }
}
