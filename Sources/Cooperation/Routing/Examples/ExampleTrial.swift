/// Tries examples on a table, by the same reader and router as the route stage. One owner uses it at a time.
public struct ExampleTrial {
    private let reader: EventReader
    private let router: Router

    /// How long before its start an event that names no time is taken to have happened: so long that nothing is urgent
    /// by accident.
    private static let daysAhead = 30
    /// When an event that names neither is taken to have happened. A fixed day, so that a verdict is the same tomorrow.
    private static let anyTime = CalendarDate(year: 2026, month: 1, day: 1).startInUTC

    /// A trial of a table, reading events within limits.
    public init(table: RoutingTable, limits: EventLimits = EventLimits()) {
        reader = EventReader(limits: limits)
        router = Router(table: table)
    }

    /// Tries every example.
    public func judge(_ examples: [RoutingExample]) -> ExampleReport {
        let verdicts = examples.map(judge)
        let tried = Set(verdicts.flatMap(\.rules))
        return ExampleReport(
            verdicts: verdicts, untriedRules: router.table.rules.map(\.id).filter { !tried.contains($0) })
    }

    /// Tries one example.
    public func judge(_ example: RoutingExample) -> ExampleVerdict {
        switch reader.decode(value: example.event) {
        case .failure(let rejection):
            ExampleVerdict(example: example, rejection: rejection, differences: [], reasons: [], rules: [])
        case .success(let event):
            compare(example, router.explain(event, recordedAt: Self.time(of: event)))
        }
    }

    private static func time(of event: CooperationEvent) -> Instant {
        guard let starts = event.starts else { return anyTime }
        let seconds = -Int64(daysAhead) * 86_400
        return switch starts {
        case .day(let day): day.startInUTC.adding(seconds: seconds)
        case .instant(let instant): instant.adding(seconds: seconds)
        }
    }

    private func compare(_ example: RoutingExample, _ explanation: RoutingExplanation) -> ExampleVerdict {
        let decision = explanation.decision
        let took = explanation.rules.filter(\.tookIt).map(\.rule)
        let isTriage = decision.routes.contains { $0.rules.last == Route.triage }
        let found: [ExampleVerdict.Claim: [String]] = [
            .told: decision.routes.map(\.audience), .rules: took,
            .urgent: decision.routes.filter(\.isUrgent).map(\.audience), .triage: [isTriage ? "yes" : "no"],
        ]
        let differences = ExampleVerdict.Claim.allCases.compactMap { claim -> ExampleVerdict.Difference? in
            guard let expected = example.expected(claim), let found = found[claim], Set(expected) != Set(found) else {
                return nil
            }
            return ExampleVerdict.Difference(claim: claim, expected: expected.sorted(), found: found.sorted())
        }
        let reasons = differences.isEmpty ? [] : DecisionReasons(explanation).lines(on: differences)
        return ExampleVerdict(
            example: example, rejection: nil, differences: differences, reasons: reasons, rules: took)
    }
}

extension RoutingExample {
    /// What it says of a decision; nil for nothing.
    fileprivate func expected(_ claim: ExampleVerdict.Claim) -> [String]? {
        switch claim {
        case .told: told
        case .rules: rules
        case .urgent: urgent
        case .triage: isTriage.map { [$0 ? "yes" : "no"] }
        }
    }
}

extension RuleTrace {
    /// Whether the rule took the event.
    public var tookIt: Bool {
        if case .matched = outcome { true } else { false }
    }
}
