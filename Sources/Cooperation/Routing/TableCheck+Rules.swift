/// What rules must be.
extension TableCheck {
    mutating func checkRules() {
        checkIdentifiers(table.rules.map(\.id), "rules", isName: false)
        for (number, rule) in table.rules.enumerated() {
            let path = "rules[\(number)]"
            if rule.id == Route.triage {
                problem(path + ".id", "found \"triage\", which stands for \"no rule knew this\"; expected another")
            }
            checkAudiences(rule, path + ".to")
            checkCondition(rule.condition, path + ".when")
            if let urgency = rule.urgency { checkUrgency(urgency, rule.condition, path + ".urgent") }
        }
    }

    private mutating func checkAudiences(_ rule: Rule, _ path: String) {
        if rule.audiences.isEmpty { problem(path, "found none, expected at least one audience") }
        checkReferences(rule.audiences, to: audiences, "audience", path)
        for (number, audience) in rule.audiences.enumerated() where rule.audiences[..<number].contains(audience) {
            problem("\(path)[\(number)]", "found \(Found.quoted(audience)) again, expected each audience once")
        }
    }

    private mutating func checkUrgency(_ urgency: Urgency, _ condition: RuleCondition, _ path: String) {
        if urgency.actions.isEmpty { problem(path + ".actions", "found none, expected at least one action") }
        if !condition.actions.isEmpty, condition.actions.isDisjoint(with: urgency.actions) {
            problem(path + ".actions", "found none of the rule's own actions, expected one: it could never be urgent")
        }
        guard !(1...Urgency.maxHours).contains(urgency.withinHours) else { return }
        problem(path + ".within_hours", "found \(urgency.withinHours), expected 1 to \(Urgency.maxHours)")
    }
}
