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
        /// It did not: the first field of its condition that did not hold, what it wanted there, and what the event has.
        case failed(field: RuleField, wanted: [String], found: [String])
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
        case .failed(let field, let wanted, let found):
            "\(rule): wants \(field.rawValue) \(wanted.joined(separator: " or ")), "
                + (found.isEmpty ? "the event has none" : "the event has \(found.joined(separator: ", "))")
        }
    }
}

/// A field of a rule's condition, by its key in the configuration.
public enum RuleField: String, CaseIterable, Codable, Hashable, Sendable {
    /// Kinds.
    case kinds
    /// Actions.
    case actions
    /// Domains.
    case domains
    /// Themes (of the event's domains).
    case themes
    /// Partners.
    case partners
    /// Directions.
    case directions
    /// Axes.
    case axes
    /// Priorities.
    case priorities
}

extension RuleCondition {
    /// What it asks of a field, in order; empty for nothing.
    func wanted(_ field: RuleField) -> [String] {
        switch field {
        case .kinds: Self.inOrder(kinds)
        case .actions: Self.inOrder(actions)
        case .domains: domains.sorted()
        case .themes: themes.sorted()
        case .partners: partners.sorted()
        case .directions: Self.inOrder(directions)
        case .axes: Self.inOrder(axes)
        case .priorities: Self.inOrder(priorities)
        }
    }

    private static func inOrder<Value: NumberedCase>(_ values: Set<Value>) -> [String] {
        values.sorted { $0.number < $1.number }.map(\.rawValue)
    }
}
