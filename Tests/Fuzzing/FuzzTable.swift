import Cooperation

/// A fixed table with a rule of every sort, so that what is taken is also decided.
enum FuzzTable {
    static let table = RoutingTable(
        partners: ["quebec", "namur"].map { Partner(id: $0, name: name($0), timeZone: "Europe/Brussels") },
        protocols: [
            CooperationProtocol(
                id: "quebec-namur", name: name("Protocole"), partners: ["quebec", "namur"], domains: ["culture"],
                from: CalendarDate(year: 2017, month: 1, day: 1), until: CalendarDate(year: 2019, month: 12, day: 31))
        ],
        domains: [
            domain("culture", ["emerging-music", "literature"]), domain("economic-development", ["new-markets"]),
            domain("municipal-management", ["water-infrastructure", "culture"]),
        ],
        audiences: ["bureau", "culture", "economy", "municipal", "namur"].map { Audience(id: $0, name: name($0)) },
        rules: [
            rule("culture-service", ["culture"], Urgency(actions: [.cancelled, .updated], withinHours: 72)) {
                $0.domains = ["culture"]
            },
            rule("economy-service", ["economy"]) { $0.domains = ["economic-development"] },
            rule("municipal-service", ["municipal"]) { $0.themes = ["water-infrastructure"] },
            rule("namur", ["namur", "culture"]) { $0.partners = ["namur"] },
            rule("strategic", ["bureau"]) { $0.priorities = [.strategic] },
            rule("visits", ["bureau", "economy"]) {
                $0.kinds = [.delegation]
                $0.directions = [.incoming]
                $0.axes = [.attirer]
            },
        ],
        triageAudience: "bureau")

    private static func name(_ text: String) -> LocalizedText { LocalizedText(["fr": text]) }

    private static func domain(_ id: String, _ themes: [String]) -> Domain {
        Domain(id: id, name: name(id), themes: themes.map { Theme(id: $0, name: name($0)) })
    }

    private static func rule(
        _ id: String, _ audiences: [String], _ urgency: Urgency? = nil, _ condition: (inout RuleCondition) -> Void
    ) -> Rule {
        var asked = RuleCondition()
        condition(&asked)
        return Rule(id: id, condition: asked, audiences: audiences, urgency: urgency)
    }
}
