/// For one field of the rules' conditions: which rules take each value.
///
/// Matching is bitmap intersection: of each field, the rules that take one of the event's values (or ask nothing of the
/// field) form a set; the rules that match are what all fields' sets have in common. The cost is one word operation per
/// value and 64 rules, however many values the rules name.
struct ConditionIndex: Sendable {
    private let indifferent: RuleSet
    private let takers: [RuleSet]

    /// An index over `rules`: `wanted` gives what each asks of the field as value numbers below `values`, or nil for
    /// nothing. A rule that asks only for what does not exist takes nothing.
    init(rules: [Rule], values: Int, wanted: (RuleCondition) -> [Int]?) {
        var indifferent = RuleSet(count: rules.count)
        var takers = [RuleSet](repeating: RuleSet(count: rules.count), count: values)
        for (number, rule) in rules.enumerated() {
            guard let wanted = wanted(rule.condition) else {
                indifferent.insert(number)
                continue
            }
            for value in wanted { takers[value].insert(number) }
        }
        self.indifferent = indifferent
        self.takers = takers
    }

    /// Keeps of `rules` those that take one of the values. `scratch` is overwritten.
    func narrow(_ rules: inout RuleSet, to values: [Int], scratch: inout RuleSet) {
        scratch.assign(indifferent)
        for value in values { scratch.formUnion(takers[value]) }
        rules.formIntersection(scratch)
    }

    /// Keeps of `rules` those that take the value. `scratch` is overwritten.
    func narrow(_ rules: inout RuleSet, to value: Int, scratch: inout RuleSet) {
        scratch.assign(indifferent)
        scratch.formUnion(takers[value])
        rules.formIntersection(scratch)
    }

    /// Keeps of `rules` those that take one of the values whose bits are set. `scratch` is overwritten.
    func narrow(_ rules: inout RuleSet, toBits bits: UInt8, scratch: inout RuleSet) {
        scratch.assign(indifferent)
        for (value, taker) in takers.enumerated() where bits & 1 << UInt8(value) != 0 { scratch.formUnion(taker) }
        rules.formIntersection(scratch)
    }
}
