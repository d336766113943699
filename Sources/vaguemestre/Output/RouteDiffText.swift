import Cooperation
import Operations

/// One event that would be routed differently, for a person.
struct RouteChangeText {
    private let change: RouteChange

    init(_ change: RouteChange) {
        self.change = change
    }

    func render() -> String {
        let (before, after) = (change.before, change.after)
        var lines = ["\(change.record)  \(change.type)  \(change.subject)"]
        lines += line("audiences", before.audiences, after.audiences)
        lines += line("urgent", before.urgent, after.urgent)
        lines += line("triage", [before.triage ? "yes" : "no"], [after.triage ? "yes" : "no"])
        lines += line("rules", before.rules, after.rules)
        return lines.joined(separator: "\n")
    }

    private func line(_ what: String, _ before: [String], _ after: [String]) -> [String] {
        guard before != after else { return [] }
        return ["    \(what)\(String(repeating: " ", count: 11 - what.count))\(list(before)) → \(list(after))"]
    }

    private func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.joined(separator: ", ")
    }
}

/// What a comparison came to, for a person: a table by audience, and a sum.
struct RouteTotalsText {
    private let summary: RouteDiffSummary

    init(_ summary: RouteDiffSummary) {
        self.summary = summary
    }

    func render() -> String {
        let totals = summary.totals
        guard !totals.audiences.isEmpty else { return sum(totals) }
        var table = TextTable(["audience", "more", "fewer", "more urgent", "fewer urgent"])
        for (name, audience) in totals.audiences.sorted(by: { $0.key < $1.key }) {
            table.add([
                name, String(audience.more), String(audience.fewer), String(audience.moreUrgent),
                String(audience.fewerUrgent),
            ])
        }
        return "\n\(table.render())\n\n\(sum(totals))"
    }

    private func sum(_ totals: RoutingDifferenceTotals) -> String {
        let same = totals.events - totals.elsewhere - totals.otherRules
        let triage =
            totals.moreTriage + totals.fewerTriage == 0
            ? "" : "; triage: \(totals.moreTriage) more, \(totals.fewerTriage) fewer"
        let refused = totals.refused == 0 ? "" : "; \(totals.refused) records are no events"
        let versions =
            summary.before == summary.after
            ? "routes \(summary.before), the same in both" : "routes \(summary.before) → \(summary.after)"
        return """
            \(versions)
            \(totals.events) events: \(totals.elsewhere) would go elsewhere, \(totals.otherRules) to the same \
            audiences by other rules, \(same) as now\(triage)\(refused)
            """
    }
}
