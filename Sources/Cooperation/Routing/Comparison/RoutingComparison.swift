/// Two tables side by side: what changes for an event when the one takes the place of the other. It reuses memory, so
/// one owner uses it at a time.
public final class RoutingComparison {
    /// What changed so far.
    public private(set) var totals = RoutingDifferenceTotals()
    private let before: Router
    private let after: Router

    /// A comparison of the table in force with a candidate.
    public init(before: RoutingTable, after: RoutingTable) {
        self.before = Router(table: before)
        self.after = Router(table: after)
    }

    /// Decides for an event by both tables and counts it; nil where both tell the same audiences by the same rules.
    public func compare(_ event: borrowing RoutableEvent, recordedAt: Instant) -> RoutingDifference? {
        let before = before.decide(event, recordedAt: recordedAt)
        let after = after.decide(event, recordedAt: recordedAt)
        guard before.routes != after.routes else {
            totals.countSame()
            return nil
        }
        let difference = RoutingDifference(before: RoutingOutcome(before), after: RoutingOutcome(after))
        totals.count(difference)
        return difference
    }

    /// Counts a record that is no event: neither table would route it.
    public func countRefused() {
        totals.countRefused()
    }
}

/// What one table makes of an event: what of a decision others see.
public struct RoutingOutcome: Hashable, Codable, Sendable {
    /// The audiences told, in order.
    public let audiences: [String]
    /// Those of them for which it is urgent, in order.
    public let urgent: [String]
    /// Whether triage is told.
    public let triage: Bool
    /// The rules that led anywhere, each once, in order of the audiences; without `triage`.
    public let rules: [String]

    init(_ decision: RoutingDecision) {
        audiences = decision.routes.map(\.audience)
        urgent = decision.routes.filter(\.isUrgent).map(\.audience)
        triage = decision.routes.contains { $0.rules.last == Route.triage }
        var seen: Set<String> = [Route.triage]
        rules = decision.routes.flatMap(\.rules).filter { seen.insert($0).inserted }
    }
}

/// An event that two tables treat differently.
public struct RoutingDifference: Hashable, Codable, Sendable {
    /// What the table in force makes of it.
    public let before: RoutingOutcome
    /// What the candidate makes of it.
    public let after: RoutingOutcome

    /// Whether anybody would notice: it goes to other audiences, or is urgent for others, or goes to triage where it did
    /// not. Otherwise only the reasons differ.
    public var isElsewhere: Bool {
        Set(before.audiences) != Set(after.audiences) || Set(before.urgent) != Set(after.urgent)
            || before.triage != after.triage
    }
}
