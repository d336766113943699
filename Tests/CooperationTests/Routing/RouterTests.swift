import TestSupport
import Testing

@testable import Cooperation

@Suite("Routing")
struct RouterTests {
    static let now = Instant(milliseconds: 1_556_712_000_000)
    let router = Router(table: ExampleTable.standard)

    static func event(_ edit: (inout CooperationEvent) -> Void) -> CooperationEvent {
        var event = CooperationEvent(
            id: "1", source: "/s", type: "x.event.confirmed.v1", kind: .event, action: .confirmed, subject: "s",
            title: LocalizedText(["fr": "t"]), domains: ["culture"], partners: ["quebec"], direction: .mutual)
        edit(&event)
        return event
    }

    func decide(_ edit: (inout CooperationEvent) -> Void) -> RoutingDecision {
        router.decide(Self.event(edit), recordedAt: Self.now)
    }

    /// `audience: rule, rule` per route.
    static func told(_ decision: RoutingDecision) -> [String] {
        decision.routes.map { $0.audience + ": " + $0.rules.joined(separator: ", ") }
    }

    @Test("an item of two domains is told to both services, each once, with its rules")
    func severalDomains() {
        let decision = decide {
            $0.domains = ["economic-development", "culture"]
            $0.themes = ["emerging-music"]
        }
        expectSame(Self.told(decision), ["culture: culture-service, music", "economy: economy-service, music"])
        #expect(decision.unknown.isEmpty)
    }

    @Test("culture as a municipal responsibility goes to municipal management, not to culture")
    func domainDecides() {
        let decision = decide {
            $0.domains = ["municipal-management"]
            $0.themes = ["culture", "economic-development"]
        }
        expectSame(Self.told(decision), ["municipal: municipal-service"])
        #expect(decision.unknown.isEmpty)
    }

    @Test("a theme of another domain is not unknown, and decides nothing")
    func themeOfOtherDomain() {
        let decision = decide {
            $0.domains = ["municipal-management"]
            $0.themes = ["emerging-music"]
        }
        expectSame(Self.told(decision), ["municipal: municipal-service"])
        #expect(decision.unknown.isEmpty)
        let explanation = router.explain(
            Self.event {
                $0.domains = ["municipal-management"]
                $0.themes = ["emerging-music"]
            }, recordedAt: Self.now)
        #expect(explanation.themesOfOtherDomains == ["emerging-music"])
    }

    @Test("what no rule knows goes to triage")
    func triage() {
        let decision = Router(table: Self.table(rules: [])).decide(Self.event { _ in }, recordedAt: Self.now)
        expectSame(Self.told(decision), ["bureau: triage"])
        #expect(decision.unknown.isEmpty)
    }

    @Test("a new domain is never an error and never lost: triage, marked with its name")
    func newDomain() {
        let decision = decide { $0.domains = ["ville intelligente"] }
        expectSame(Self.told(decision), ["bureau: triage"])
        #expect(decision.unknown == [UnknownName(field: .domain, name: "ville intelligente")])
    }

    @Test("an unknown name goes to triage also where other rules match")
    func unknownBesideKnown() {
        let decision = decide {
            $0.domains = ["culture", "smart-city"]
            $0.themes = ["x"]
            $0.partners = ["namur", "liege"]
        }
        expectSame(Self.told(decision), ["culture: culture-service", "namur: namur", "bureau: triage"])
        expectSame(
            decision.unknown.map { "\($0.field.rawValue)=\($0.name)" },
            ["domain=smart-city", "theme=x", "partner=liege"])
    }

    @Test("triage is told once where a rule leads to it too")
    func triageOnce() {
        let decision = decide {
            $0.priority = .strategic
            $0.themes = ["x"]
        }
        expectSame(
            Self.told(decision), ["culture: culture-service", "outside: strategic", "bureau: strategic, triage"])
    }

    @Test("all fields of a condition must hold, each by one of its members")
    func conditions() {
        let rule = ExampleTable.rule("narrow", to: ["namur"]) {
            $0.kinds = [.event, .exchange]
            $0.actions = [.confirmed]
            $0.directions = [.outgoing, .mutual]
            $0.axes = [.attirer]
            $0.priorities = [.high]
            $0.partners = ["namur"]
            $0.domains = ["culture"]
            $0.themes = ["cinema"]
        }
        let router = Router(table: Self.table(rules: [rule]))
        let holds = Self.event {
            $0.axes = [.rayonner, .attirer]
            $0.priority = .high
            $0.partners = ["quebec", "namur"]
            $0.themes = ["literature", "cinema"]
        }
        let breaks: [(RuleField, (inout CooperationEvent) -> Void)] = [
            (.kinds, { $0.kind = .delegation }), (.actions, { $0.action = .updated }),
            (.directions, { $0.direction = .incoming }), (.axes, { $0.axes = [.rayonner] }),
            (.priorities, { $0.priority = .normal }), (.partners, { $0.partners = ["quebec"] }),
            (.themes, { $0.themes = ["festivals"] }), (.themes, { $0.themes = [] }),
            (.domains, { $0.domains = ["economic-development"] }),
        ]
        #expect(Self.told(router.decide(holds, recordedAt: Self.now)) == ["namur: narrow"])
        for (field, edit) in breaks {
            var event = holds
            edit(&event)
            let explanation = router.explain(event, recordedAt: Self.now)
            #expect(Self.told(explanation.decision) == ["bureau: triage"])
            guard case .failed(.field(let failed, _, _)) = explanation.rules[0].outcome else {
                Issue.record("\(field) did not fail")
                continue
            }
            #expect(failed == field)
        }
    }

    @Test("a trace says in one line what a rule wanted and what it found")
    func traceText() {
        let event = Self.event {
            $0.action = .cancelled
            $0.starts = .instant(Self.now)
        }
        let lines = router.explain(event, recordedAt: Self.now).rules.map(\.description)
        expectSame(
            lines,
            [
                "culture-service: took it as urgent, for culture",
                "economy-service: wants domains economic-development, the event has culture",
                "municipal-service: wants domains municipal-management, the event has culture",
                "music: wants themes emerging-music, the event has none",
                "namur: wants partners namur, the event has quebec",
                "strategic: wants priorities strategic, the event has normal",
            ])
    }

    @Test("a table with problems still tells somebody of everything")
    func brokenTable() {
        var table = Self.table(rules: [
            ExampleTable.rule("nobody", to: []),
            ExampleTable.rule("ghost", to: ["ghost", "ghost"]) { $0.domains = ["gone"] },
        ])
        table.triageAudience = "nowhere"
        let decision = Router(table: table).decide(Self.event { _ in }, recordedAt: Self.now)
        expectSame(Self.told(decision), ["nowhere: triage"])
    }

    @Test("many rules are matched as few are, and in the order of the table")
    func manyRules() {
        let rules = (0..<200).map { number in
            ExampleTable.rule("r\(number)", to: ["a\(number % 3)"]) {
                $0.domains = number % 2 == 0 ? ["culture"] : ["municipal-management"]
            }
        }
        let decision = Router(table: Self.table(rules: rules)).decide(Self.event { _ in }, recordedAt: Self.now)
        #expect(decision.routes.map(\.audience) == ["a0", "a2", "a1"])
        #expect(decision.routes.flatMap(\.rules).count == 100)
        #expect(decision.routes[0].rules.prefix(3) == ["r0", "r6", "r12"])
    }

    static func table(rules: [Rule]) -> RoutingTable {
        var table = ExampleTable.standard
        table.rules = rules
        return table
    }
}
