/// A decision with its reasons: what each rule made of the event.
public struct RoutingExplanation: Hashable, Sendable {
    /// Who is told.
    public let decision: RoutingDecision
    /// Every rule of the table, in order, with what came of it.
    public let rules: [RuleTrace]
    /// Themes that the table knows, but under other domains than the event's: they decided nothing.
    public let themesOfOtherDomains: [String]
}

/// What one rule made of an event.
public struct RuleTrace: Hashable, Sendable {
    /// What came of a rule.
    public enum Outcome: Hashable, Sendable {
        /// It took the event.
        case matched(isUrgent: Bool)
        /// It did not, and why.
        case failed(ConditionFailure)
    }

    /// The rule's identifier.
    public let rule: String
    /// The audiences it tells when it matches.
    public let audiences: [String]
    /// What came of it.
    public let outcome: Outcome
}

extension RuleTrace: CustomStringConvertible {
    /// One line: `culture-service: took it, for culture`.
    public var description: String {
        switch outcome {
        case .matched(let isUrgent):
            "\(rule): took it\(isUrgent ? " as urgent" : ""), for \(audiences.joined(separator: ", "))"
        case .failed(let failure):
            "\(rule): \(failure)"
        }
    }
}
