/// What conditions must be, however deep they stand.
extension TableCheck {
    /// Judges a condition. `within` are the days that the conditions around it ask for as well, `depth` how many of
    /// them there are.
    mutating func checkCondition(
        _ condition: RuleCondition, _ path: String, within: [DateField: DayRange] = [:], depth: Int = 0
    ) {
        guard depth <= RuleCondition.maxDepth else {
            let levels = "found more than \(RuleCondition.maxDepth) levels of all, any and not within each other"
            return problem(path, "\(levels), expected fewer: split the rule")
        }
        if depth > 0, condition.asksNothing {
            problem(path, "found a condition that asks nothing, expected at least one key")
        }
        checkNames(condition, path)
        let days = checkDays(condition, path, within)
        if condition.all?.isEmpty == true { problem(path + ".all", "found none, expected at least one condition") }
        if condition.any?.isEmpty == true {
            problem(path + ".any", "found none, expected at least one condition: of none, none can hold")
        }
        for (key, part) in condition.parts {
            // What is excluded may well contradict: then it excludes nothing, which its own days tell.
            checkCondition(part, "\(path).\(key)", within: key == "not" ? [:] : days, depth: depth + 1)
        }
    }

    private mutating func checkNames(_ condition: RuleCondition, _ path: String) {
        checkReferences(condition.domains.sorted(), to: domains, "domain", path + ".domains")
        checkReferences(condition.partners.sorted(), to: partners, "partner", path + ".partners")
        let named =
            condition.domains.isEmpty ? table.domains : table.domains.filter { condition.domains.contains($0.id) }
        let themes = named.flatMap { $0.themes.map(\.id) }
        let what = condition.domains.isEmpty ? "theme" : "theme of the rule's domains"
        for theme in condition.themes.sorted() {
            checkReference(theme, to: themes, what, "\(path).themes")
        }
    }

    /// Judges the days asked for; gives them with those around them, for the conditions within.
    private mutating func checkDays(
        _ condition: RuleCondition, _ path: String, _ within: [DateField: DayRange]
    ) -> [DateField: DayRange] {
        var days = within
        for field in DateField.allCases {
            guard let asked = condition.days(field) else { continue }
            let path = "\(path).\(field.rawValue)"
            if asked == DayRange() {
                problem(path, "found neither from nor until, expected a day in at least one")
            } else if let until = asked.until, asked.isEmpty {
                problem(path + ".until", "found \(until), expected a day not before \(asked.from ?? until)")
            } else if let around = within[field], around.intersection(asked).isEmpty {
                problem(path, "found \(asked), expected days among those asked for around it (\(around)): none is both")
            }
            days[field] = within[field]?.intersection(asked) ?? asked
        }
        if let starts = days[.starts]?.from, let ends = condition.ends?.until ?? days[.ends]?.until, ends < starts,
            condition.starts != nil || condition.ends != nil
        {
            let key = condition.ends == nil ? ".starts" : ".ends"
            problem(
                path + key, "found ends until \(ends), and starts from \(starts), expected an end not before the start")
        }
        return days
    }
}
