/// Turns the rules that matched into audiences told.
struct RouteBuilder {
    let table: RoutingTable

    /// One route per audience, in the order in which the rules first name it; triage last.
    func routes(matched: RuleSet, urgent: RuleSet, isTriage: Bool) -> [Route] {
        var order: [String] = []
        var rules: [String: [Int]] = [:]
        for rule in matched.members {
            for audience in table.rules[rule].audiences where rules[audience]?.last != rule {
                if rules[audience] == nil { order.append(audience) }
                rules[audience, default: []].append(rule)
            }
        }
        // A rule that names no audience must not make an event vanish.
        let needsTriage = isTriage || order.isEmpty
        if needsTriage, rules[table.triageAudience] == nil { order.append(table.triageAudience) }
        return order.map { audience in
            let leading = rules[audience] ?? []
            let isTriaged = needsTriage && audience == table.triageAudience
            return Route(
                audience: audience,
                rules: leading.map { table.rules[$0].id } + (isTriaged ? [Route.triage] : []),
                urgentRule: leading.first { urgent.contains($0) }.map { table.rules[$0].id })
        }
    }
}
