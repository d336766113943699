/// For one field of conditions: which of them take each value.
///
/// Matching is bitmap intersection: of each field, the conditions that take one of the event's values (or ask nothing of
/// the field) form a set; those that hold are what all fields' sets have in common. The cost is one word operation per
/// value and 64 conditions, however many values they name.
struct ConditionIndex: Sendable {
    private let indifferent: RuleSet
    private let takers: [RuleSet]

    /// An index over `conditions`: `wanted` gives what each asks of the field as value numbers below `values`, or nil
    /// for nothing. One that asks only for what does not exist takes nothing.
    init(conditions: [RuleCondition], values: Int, wanted: (RuleCondition) -> [Int]?) {
        var indifferent = RuleSet(count: conditions.count)
        var takers = [RuleSet](repeating: RuleSet(count: conditions.count), count: values)
        for (number, condition) in conditions.enumerated() {
            guard let wanted = wanted(condition) else {
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
