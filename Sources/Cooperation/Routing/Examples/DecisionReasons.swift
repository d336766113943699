/// Of all reasons for a decision, those that have to do with what was not expected of it.
struct DecisionReasons {
    private let explanation: RoutingExplanation

    init(_ explanation: RoutingExplanation) {
        self.explanation = explanation
    }

    /// One line for each rule concerned, in the order of the table, and for triage and names where they matter.
    func lines(on differences: [ExampleVerdict.Difference]) -> [String] {
        let rules = explanation.rules.filter { trace in differences.contains { concerns(trace, $0) } }
        return rules.map(\.description) + triage(differences) + names
    }

    private func concerns(_ trace: RuleTrace, _ difference: ExampleVerdict.Difference) -> Bool {
        let astray = Set(difference.expected).symmetricDifference(difference.found)
        switch difference.claim {
        case .told: return !astray.isDisjoint(with: trace.audiences)
        case .rules: return astray.contains(trace.rule)
        case .urgent: return trace.tookIt && !astray.isDisjoint(with: trace.audiences)
        case .triage: return trace.tookIt
        }
    }

    private func triage(_ differences: [ExampleVerdict.Difference]) -> [String] {
        guard differences.contains(where: { $0.claim == .triage || $0.claim == .told }) else { return [] }
        if explanation.rules.allSatisfy({ !$0.tookIt }) { return ["triage: no rule took it"] }
        return explanation.decision.unknown.isEmpty ? [] : ["triage: it holds names that are not configured"]
    }

    private var names: [String] {
        let unknown = explanation.decision.unknown.map { name in
            let hint = name.nearest.map { "; did you mean \(Found.quoted($0))?" } ?? ""
            return "the \(name.field.rawValue) \(Found.quoted(name.name)) is not configured\(hint)"
        }
        let elsewhere = explanation.themesOfOtherDomains.map {
            "the theme \(Found.quoted($0)) stands under other domains and decides nothing"
        }
        return unknown + elsewhere
    }
}
