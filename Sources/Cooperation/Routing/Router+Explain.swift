extension Router {
    /// Decides for an event and says why: the same decision as `decide`, with what each rule made of the event.
    ///
    /// The trace reads the rules as they are written, not as they were compiled, so it also vouches for the compilation.
    public func explain(_ event: CooperationEvent, recordedAt: Instant) -> RoutingExplanation {
        let decision = decide(event, recordedAt: recordedAt)
        var facts = RoutingFacts()
        facts.gather(DecodedSubject(event: event), compiled.names)
        let known = KnownNames(facts, compiled.names)
        let rules = table.rules.map { rule in
            RuleTrace(
                rule: rule.id, audiences: rule.audiences,
                outcome: outcome(of: rule, event, known, at: event.time ?? recordedAt))
        }
        return RoutingExplanation(
            decision: decision, rules: rules,
            themesOfOtherDomains: facts.themesElsewhere.map { compiled.names.themes.names[$0] })
    }

    private func outcome(
        of rule: Rule, _ event: CooperationEvent, _ known: KnownNames, at time: Instant
    ) -> RuleTrace.Outcome {
        let written = WrittenCondition(
            condition: rule.condition,
            values: { field in
                let counting = known.values(of: event, field)
                return (field == .themes ? counting : event.values(field), counting)
            },
            day: { self.day($0, of: event) })
        if let failure = written.failure { return .failed(failure) }
        return .matched(isUrgent: isUrgent(rule, event, at: time))
    }
}

/// An event's names that count: those that the table knows, and of the themes those of the event's domains.
private struct KnownNames {
    private let domains: [String]
    private let themes: [String]
    private let partners: [String]

    init(_ facts: RoutingFacts, _ names: TableNames) {
        domains = facts.domains.map { names.domains.names[$0] }
        themes = facts.themes.map { names.themes.names[$0] }
        partners = facts.partners.map { names.partners.names[$0] }
    }

    /// What counts of a field that rules ask about.
    func values(of event: CooperationEvent, _ field: RuleField) -> [String] {
        switch field {
        case .domains: domains
        case .themes: themes
        case .partners: partners
        default: event.values(field)
        }
    }
}

extension CooperationEvent {
    /// What the event has of a field that rules ask about.
    fileprivate func values(_ field: RuleField) -> [String] {
        switch field {
        case .kinds: [kind.rawValue]
        case .actions: [action.rawValue]
        case .domains: domains
        case .themes: themes
        case .partners: partners
        case .directions: [direction.rawValue]
        case .axes: axes.map(\.rawValue)
        case .priorities: [priority.rawValue]
        }
    }
}
