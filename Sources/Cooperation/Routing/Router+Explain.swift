extension Router {
    /// Decides for an event and says why: the same decision as `decide`, with what each rule made of the event.
    ///
    /// The trace reads the rules as they are written, not as they were compiled, so it also vouches for the compilation.
    public func explain(_ event: CooperationEvent, recordedAt: Instant) -> RoutingExplanation {
        let decision = decide(event, recordedAt: recordedAt)
        var facts = RoutingFacts()
        facts.gather(DecodedSubject(event: event), names)
        let effectiveThemes = facts.themes.map { names.themes.names[$0] }
        let rules = table.rules.map { rule in
            RuleTrace(
                rule: rule.id, audiences: rule.audiences,
                outcome: outcome(of: rule, event, effectiveThemes, at: event.time ?? recordedAt))
        }
        return RoutingExplanation(
            decision: decision, rules: rules,
            themesOfOtherDomains: facts.themesElsewhere.map { names.themes.names[$0] })
    }

    private func outcome(
        of rule: Rule, _ event: CooperationEvent, _ themes: [String], at time: Instant
    ) -> RuleTrace.Outcome {
        for field in RuleField.allCases {
            let wanted = rule.condition.wanted(field)
            let found = event.values(field, themes: themes)
            guard wanted.isEmpty || found.contains(where: { wanted.contains($0) }) else {
                return .failed(field: field, wanted: wanted, found: found)
            }
        }
        return .matched(isUrgent: isUrgent(rule, DecodedSubject(event: event), at: time))
    }
}

extension CooperationEvent {
    /// What the event has of a field that rules ask about. `themes` are those that count.
    fileprivate func values(_ field: RuleField, themes: [String]) -> [String] {
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
