/// The plain parts of all conditions, compiled: which of them hold for an event.
struct AtomIndex: Sendable {
    private let all: RuleSet
    private let kinds: ConditionIndex
    private let actions: ConditionIndex
    private let domains: ConditionIndex
    private let themes: ConditionIndex
    private let partners: ConditionIndex
    private let directions: ConditionIndex
    private let axes: ConditionIndex
    private let priorities: ConditionIndex

    init(_ atoms: [RuleCondition], _ names: TableNames) {
        all = RuleSet(all: atoms.count)
        kinds = Self.index(atoms, \.kinds)
        actions = Self.index(atoms, \.actions)
        directions = Self.index(atoms, \.directions)
        axes = Self.index(atoms, \.axes)
        priorities = Self.index(atoms, \.priorities)
        domains = Self.index(atoms, names.domains, \.domains)
        themes = Self.index(atoms, names.themes, \.themes)
        partners = Self.index(atoms, names.partners, \.partners)
    }

    /// The atoms that hold for an event. `scratch` is overwritten.
    func match(
        _ subject: borrowing some RoutingSubject & ~Copyable, _ facts: RoutingFacts, into atoms: inout RuleSet,
        scratch: inout RuleSet
    ) {
        atoms.assign(all)
        kinds.narrow(&atoms, to: subject.kind.number, scratch: &scratch)
        actions.narrow(&atoms, to: subject.action.number, scratch: &scratch)
        directions.narrow(&atoms, to: subject.direction.number, scratch: &scratch)
        priorities.narrow(&atoms, to: subject.priority.number, scratch: &scratch)
        axes.narrow(&atoms, toBits: subject.axes, scratch: &scratch)
        domains.narrow(&atoms, to: facts.domains, scratch: &scratch)
        themes.narrow(&atoms, to: facts.themes, scratch: &scratch)
        partners.narrow(&atoms, to: facts.partners, scratch: &scratch)
    }

    private static func index<Value: NumberedCase>(
        _ atoms: [RuleCondition], _ field: KeyPath<RuleCondition, Set<Value>>
    ) -> ConditionIndex {
        ConditionIndex(conditions: atoms, values: Value.allCases.count) { condition in
            condition[keyPath: field].isEmpty ? nil : condition[keyPath: field].map(\.number)
        }
    }

    private static func index(
        _ atoms: [RuleCondition], _ names: NameIndex, _ field: KeyPath<RuleCondition, Set<String>>
    ) -> ConditionIndex {
        ConditionIndex(conditions: atoms, values: names.names.count) { condition in
            condition[keyPath: field].isEmpty ? nil : condition[keyPath: field].compactMap { names.number(of: $0) }
        }
    }
}
