/// What a comparison of two tables came to. Its size depends on the tables, not on the number of events.
public struct RoutingDifferenceTotals: Hashable, Codable, Sendable {
    /// What changes for one audience.
    public struct Audience: Hashable, Codable, Sendable {
        /// Events it is told of by the candidate only.
        public internal(set) var more = 0
        /// Events it is told of by the table in force only.
        public internal(set) var fewer = 0
        /// Events that the candidate makes urgent for it.
        public internal(set) var moreUrgent = 0
        /// Events that the candidate makes urgent for it no longer.
        public internal(set) var fewerUrgent = 0
    }

    /// Events that both tables were asked about.
    public private(set) var events = 0
    /// Records that are no events.
    public private(set) var refused = 0
    /// Events that would go elsewhere, be urgent for others, or go to triage or no longer.
    public private(set) var elsewhere = 0
    /// Events that go to the same audiences, by other rules.
    public private(set) var otherRules = 0
    /// Events that would newly go to triage.
    public private(set) var moreTriage = 0
    /// Events that would go to triage no longer.
    public private(set) var fewerTriage = 0
    /// By audience, those for which anything changes.
    public private(set) var audiences: [String: Audience] = [:]

    mutating func countSame() { events += 1 }

    mutating func countRefused() { refused += 1 }

    mutating func count(_ difference: RoutingDifference) {
        events += 1
        guard difference.isElsewhere else {
            otherRules += 1
            return
        }
        elsewhere += 1
        let (before, after) = (difference.before, difference.after)
        if after.triage && !before.triage { moreTriage += 1 }
        if before.triage && !after.triage { fewerTriage += 1 }
        count(before.audiences, after.audiences, more: \.more, fewer: \.fewer)
        count(before.urgent, after.urgent, more: \.moreUrgent, fewer: \.fewerUrgent)
    }

    private mutating func count(
        _ before: [String], _ after: [String], more: WritableKeyPath<Audience, Int>,
        fewer: WritableKeyPath<Audience, Int>
    ) {
        for audience in Set(after).subtracting(before) { audiences[audience, default: Audience()][keyPath: more] += 1 }
        for audience in Set(before).subtracting(after) { audiences[audience, default: Audience()][keyPath: fewer] += 1 }
    }
}
