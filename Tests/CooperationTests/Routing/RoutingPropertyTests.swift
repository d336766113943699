import TestSupport
import Testing

@testable import Cooperation

@Suite("Routing, whatever the table and the event")
struct RoutingPropertyTests {
    private static let names = ["a", "b", "c", "d", "e"]

    @Test("the compiled rules decide as the written ones do, and somebody is always told, once")
    func compiledAgrees() {
        let seed = SeededGenerator.freshSeed
        var generator = SeededGenerator(seed: seed)
        for round in 0..<40 {
            let table = Self.table(&generator)
            let router = Router(table: table)
            for number in 0..<25 {
                let event = Self.event(&generator)
                let explanation = router.explain(event, recordedAt: RouterTests.now)
                let context = Comment("VAGUEMESTRE_SEED=\(seed), table \(round), event \(number)")
                check(explanation, table, context)
            }
        }
    }

    private func check(_ explanation: RoutingExplanation, _ table: RoutingTable, _ context: Comment) {
        let decision = explanation.decision
        let matched = explanation.rules.filter { if case .matched = $0.outcome { true } else { false } }
        let told = Set(decision.routes.flatMap(\.rules)).subtracting([Route.triage])
        #expect(told == Set(matched.filter { !$0.audiences.isEmpty }.map(\.rule)), context)
        #expect(Set(decision.routes.map(\.audience)).count == decision.routes.count, context)
        #expect(!decision.routes.isEmpty, context)
        #expect(decision.routes.allSatisfy { !$0.rules.isEmpty }, context)
        let isTriaged = decision.routes.contains {
            $0.audience == table.triageAudience && $0.rules.last == Route.triage
        }
        #expect(isTriaged == (told.isEmpty || !decision.unknown.isEmpty), context)
        let urgent = Set(decision.routes.compactMap(\.urgentRule))
        #expect(
            urgent.isSubset(of: explanation.rules.filter { $0.outcome == .matched(isUrgent: true) }.map(\.rule)),
            context)
    }

    private static func table(_ generator: inout SeededGenerator) -> RoutingTable {
        var table = ExampleTable.standard
        table.partners = Self.names.prefix(3).map { Partner(id: $0, name: ExampleTable.name($0), timeZone: "UTC") }
        table.domains = Self.names.prefix(4).map { domain in
            ExampleTable.domain(domain, subset(Self.names, &generator))
        }
        let count = [1, 5, 64, 65, 130].randomElement(using: &generator) ?? 1
        table.rules = (0..<count).map { number in
            let depth = number % 2 == 0 ? 0 : Int.random(in: 0...3, using: &generator)
            let condition = Self.condition(&generator, depth: depth)
            let urgency = number % 3 == 0 ? Urgency(actions: [.cancelled, .updated], withinHours: 48) : nil
            return Rule(
                id: "rule-\(number)", condition: condition, audiences: subset(["x", "y", "z", "bureau"], &generator),
                urgency: urgency)
        }
        return table
    }

    /// A condition with conditions and days in it, so many levels deep.
    private static func condition(_ generator: inout SeededGenerator, depth: Int) -> RuleCondition {
        var condition = RuleCondition()
        condition.kinds = Set(subset(Kind.allCases, &generator, chance: 4))
        condition.actions = Set(subset(Action.allCases, &generator, chance: 4))
        condition.domains = Set(subset(Self.names, &generator, chance: 4))
        condition.themes = Set(subset(Self.names, &generator, chance: 5))
        condition.partners = Set(subset(Self.names, &generator, chance: 5))
        condition.directions = Set(subset(Direction.allCases, &generator, chance: 5))
        condition.axes = Set(subset(Axis.allCases, &generator, chance: 5))
        condition.priorities = Set(subset(Priority.allCases, &generator, chance: 5))
        guard depth > 0 else { return condition }
        condition.starts = days(&generator)
        condition.ends = days(&generator)
        condition.respondBy = days(&generator)
        condition.all = parts(&generator, depth: depth, atMost: 1)
        condition.any = parts(&generator, depth: depth, atMost: 3)
        condition.not = parts(&generator, depth: depth, atMost: 1)?.first
        return condition
    }

    private static func parts(
        _ generator: inout SeededGenerator, depth: Int, atMost limit: Int
    ) -> [RuleCondition]? {
        guard Bool.random(using: &generator) else { return nil }
        return (0..<Int.random(in: 0...limit, using: &generator)).map { _ in
            Self.condition(&generator, depth: depth - 1)
        }
    }

    /// Days around those that events fall on, so that their bounds are met in all zones.
    private static func days(_ generator: inout SeededGenerator) -> DayRange? {
        guard Int.random(in: 0..<3, using: &generator) == 0 else { return nil }
        let today = CalendarDate(utc: RouterTests.now)
        let bounds = (0..<2).map { _ in
            Bool.random(using: &generator) ? today.adding(days: Int.random(in: -3...3, using: &generator)) : nil
        }
        return DayRange(from: bounds[0], until: bounds[1])
    }

    private static func moment(_ generator: inout SeededGenerator) -> Moment? {
        guard Int.random(in: 0..<3, using: &generator) > 0 else { return nil }
        let instant = RouterTests.now.adding(seconds: Int64.random(in: -80...80, using: &generator) * 3600)
        return Bool.random(using: &generator) ? .instant(instant) : .day(CalendarDate(utc: instant))
    }

    private static func event(_ generator: inout SeededGenerator) -> CooperationEvent {
        RouterTests.event {
            $0.kind = Kind.allCases.randomElement(using: &generator) ?? .event
            $0.action = Action.allCases.randomElement(using: &generator) ?? .updated
            $0.direction = Direction.allCases.randomElement(using: &generator) ?? .mutual
            $0.priority = Priority.allCases.randomElement(using: &generator) ?? .normal
            $0.domains = subset(Self.names, &generator)
            $0.themes = subset(Self.names + ["f"], &generator)
            $0.partners = subset(Self.names, &generator)
            $0.axes = subset(Axis.allCases, &generator)
            $0.starts = moment(&generator)
            $0.ends = moment(&generator)
            $0.respondBy = moment(&generator)
            let zones = [nil, "Pacific/Kiritimati", "Pacific/Niue", "Europe/Brussels", "No/Where"]
            $0.place = Place(timeZone: zones.randomElement(using: &generator) ?? nil)
        }
    }

    /// Some of the values; more often none, the higher `chance` is.
    private static func subset<Value>(
        _ values: some Collection<Value>, _ generator: inout SeededGenerator, chance: Int = 1
    ) -> [Value] {
        guard Int.random(in: 0..<chance, using: &generator) == 0 else { return [] }
        var chosen: [Value] = []
        for value in values where Bool.random(using: &generator) { chosen.append(value) }
        return chosen
    }
}
