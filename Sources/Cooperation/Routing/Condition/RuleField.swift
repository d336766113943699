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
