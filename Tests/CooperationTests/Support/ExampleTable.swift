@testable import Cooperation

/// A table such as Québec might run, with the traps of the protocol in it.
enum ExampleTable {
    static func name(_ text: String) -> LocalizedText { LocalizedText(["fr": text]) }

    static func domain(_ id: String, _ themes: [String]) -> Domain {
        Domain(id: id, name: name(id), themes: themes.map { Theme(id: $0, name: name($0)) })
    }

    static func rule(
        _ id: String, to audiences: [String], urgent: Urgency? = nil,
        _ condition: (inout RuleCondition) -> Void = { _ in }
    ) -> Rule {
        var asked = RuleCondition()
        condition(&asked)
        return Rule(id: id, condition: asked, audiences: audiences, urgency: urgent)
    }

    static let soonCancelled = Urgency(actions: [.cancelled], withinHours: 72)

    static let standard = RoutingTable(
        partners: [
            Partner(id: "quebec", name: name("Québec"), timeZone: "America/Toronto"),
            Partner(id: "namur", name: name("Namur"), timeZone: "Europe/Brussels"),
        ],
        protocols: [
            CooperationProtocol(
                id: "quebec-namur-2017-2019", name: name("Protocole 2017–2019"), partners: ["quebec", "namur"],
                domains: ["culture", "economic-development", "municipal-management"],
                from: CalendarDate(year: 2017, month: 1, day: 1), until: CalendarDate(year: 2019, month: 12, day: 31))
        ],
        domains: [
            domain("culture", ["emerging-music", "literature", "cinema", "festivals"]),
            domain("economic-development", ["new-markets", "innovation"]),
            domain("municipal-management", ["water-infrastructure", "transport", "culture", "economic-development"]),
        ],
        audiences: ["bureau", "culture", "economy", "municipal", "namur", "outside"].map {
            Audience(id: $0, name: name($0))
        },
        rules: [
            rule("culture-service", to: ["culture"], urgent: soonCancelled) { $0.domains = ["culture"] },
            rule("economy-service", to: ["economy"]) { $0.domains = ["economic-development"] },
            rule("municipal-service", to: ["municipal"]) { $0.domains = ["municipal-management"] },
            rule("music", to: ["culture", "economy"]) { $0.themes = ["emerging-music"] },
            rule("namur", to: ["namur"]) { $0.partners = ["namur"] },
            rule("strategic", to: ["outside", "bureau"]) { $0.priorities = [.strategic] },
        ],
        triageAudience: "bureau")
}
