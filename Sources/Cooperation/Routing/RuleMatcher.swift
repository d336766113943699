/// The rules' conditions, compiled.
struct RuleMatcher: Sendable {
    private let all: RuleSet
    private let kinds: ConditionIndex
    private let actions: ConditionIndex
    private let domains: ConditionIndex
    private let themes: ConditionIndex
    private let partners: ConditionIndex
    private let directions: ConditionIndex
    private let axes: ConditionIndex
    private let priorities: ConditionIndex

    init(_ rules: [Rule], _ names: TableNames) {
        all = RuleSet(all: rules.count)
        kinds = Self.index(rules, \.kinds)
        actions = Self.index(rules, \.actions)
        directions = Self.index(rules, \.directions)
        axes = Self.index(rules, \.axes)
        priorities = Self.index(rules, \.priorities)
        domains = Self.index(rules, names.domains, \.domains)
        themes = Self.index(rules, names.themes, \.themes)
        partners = Self.index(rules, names.partners, \.partners)
    }

    /// The rules that take an event. `scratch` is overwritten.
    func match(
        _ subject: borrowing some RoutingSubject & ~Copyable, _ facts: RoutingFacts, into rules: inout RuleSet,
        scratch: inout RuleSet
    ) {
        rules.assign(all)
        kinds.narrow(&rules, to: subject.kind.number, scratch: &scratch)
        actions.narrow(&rules, to: subject.action.number, scratch: &scratch)
        directions.narrow(&rules, to: subject.direction.number, scratch: &scratch)
        priorities.narrow(&rules, to: subject.priority.number, scratch: &scratch)
        axes.narrow(&rules, toBits: subject.axes, scratch: &scratch)
        domains.narrow(&rules, to: facts.domains, scratch: &scratch)
        themes.narrow(&rules, to: facts.themes, scratch: &scratch)
        partners.narrow(&rules, to: facts.partners, scratch: &scratch)
    }

    private static func index<Value: NumberedCase>(
        _ rules: [Rule], _ field: KeyPath<RuleCondition, Set<Value>>
    ) -> ConditionIndex {
        ConditionIndex(rules: rules, values: Value.allCases.count) { condition in
            condition[keyPath: field].isEmpty ? nil : condition[keyPath: field].map(\.number)
        }
    }

    private static func index(
        _ rules: [Rule], _ names: NameIndex, _ field: KeyPath<RuleCondition, Set<String>>
    ) -> ConditionIndex {
        ConditionIndex(rules: rules, values: names.names.count) { condition in
            condition[keyPath: field].isEmpty ? nil : condition[keyPath: field].compactMap { names.number(of: $0) }
        }
    }
}
