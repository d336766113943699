/// The rules' conditions, compiled.
///
/// The plain part of each rule is the atom of the rule's own number, so where no condition asks for more, the atoms
/// that hold are the rules that match, and nothing else is done. The plain parts of nested conditions are atoms behind
/// those; the few rules that ask for more are then decided by their trees.
struct RuleMatcher: Sendable {
    /// How many sets' bits a workspace must hold for it.
    let atomCount: Int
    private let index: AtomIndex
    private let rules: RuleSet
    private let composites: [Composite]

    private struct Composite: Sendable {
        let rule: Int
        let tree: ConditionTree
    }

    init(_ rules: [Rule], _ names: TableNames) {
        var atoms = rules.map(\.condition.plainPart)
        var numbers: [RuleCondition: Int] = [:]
        composites = rules.enumerated().compactMap { number, rule in
            guard !rule.condition.isPlain else { return nil }
            let tree = ConditionTree(rule.condition, own: number) { part in
                if let known = numbers[part] { return known }
                numbers[part] = atoms.count
                atoms.append(part)
                return atoms.count - 1
            }
            return Composite(rule: number, tree: tree)
        }
        self.rules = RuleSet(all: rules.count)
        atomCount = atoms.count
        index = AtomIndex(atoms, names)
    }

    /// The rules that take an event.
    func match(
        _ subject: borrowing some RoutingSubject & ~Copyable, _ facts: RoutingFacts, into matched: inout RuleSet,
        _ desk: inout MatchingDesk, _ clock: inout LocalClock
    ) {
        guard !composites.isEmpty else {
            return index.match(subject, facts, into: &matched, scratch: &desk.scratch)
        }
        index.match(subject, facts, into: &desk.atoms, scratch: &desk.scratch)
        matched.assign(rules)
        matched.formIntersection(desk.atoms)
        for composite in composites where matched.contains(composite.rule) {
            if !composite.tree.holds(subject, desk.atoms, &clock) { matched.remove(composite.rule) }
        }
    }
}

/// The memory that matching reuses from event to event.
struct MatchingDesk {
    fileprivate var atoms: RuleSet
    fileprivate var scratch: RuleSet

    /// A desk for so many atoms.
    init(atoms: Int) {
        self.atoms = RuleSet(count: atoms)
        scratch = RuleSet(count: atoms)
    }
}
