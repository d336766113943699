import Cooperation

/// Reads a rule's condition: the fields that filters have too, days, and the conditions nested in it.
struct ConditionReader {
    let value: YAMLValue
    /// How many conditions it stands in.
    var depth = 0

    private static let keys = ConditionFields.keys + DateField.allCases.map(\.rawValue) + ["all", "any", "not"]

    func read() -> RuleCondition {
        var condition = RuleCondition()
        guard depth <= RuleCondition.maxDepth else {
            value.report("stands in more than \(RuleCondition.maxDepth) of all, any and not; split the rule")
            return condition
        }
        value.expectKeys(Self.keys)
        readFields(into: &condition)
        condition.starts = value[DateField.starts.rawValue].map(days)
        condition.ends = value[DateField.ends.rawValue].map(days)
        condition.respondBy = value[DateField.respondBy.rawValue].map(days)
        condition.all = value["all"]?.elements.map(nested)
        condition.any = value["any"]?.elements.map(nested)
        condition.not = value["not"].map(nested)
        return condition
    }

    private func readFields(into condition: inout RuleCondition) {
        let fields = ConditionFields(value)
        condition.kinds = fields.kinds
        condition.actions = fields.actions
        condition.domains = fields.domains
        condition.themes = fields.themes
        condition.partners = fields.partners
        condition.directions = fields.directions
        condition.axes = fields.axes
        condition.priorities = fields.priorities
    }

    private func nested(_ value: YAMLValue) -> RuleCondition {
        ConditionReader(value: value, depth: depth + 1).read()
    }

    private func days(_ value: YAMLValue) -> DayRange {
        value.expectKeys(["from", "until"])
        return DayRange(from: value["from"]?.date, until: value["until"]?.date)
    }
}
