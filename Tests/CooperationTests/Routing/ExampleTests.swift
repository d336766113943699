import TestSupport
import Testing

@testable import Cooperation

@Suite("Examples beside the rules")
struct ExampleTests {
    static let event = ExampleEvents.exchange.setting("/data/themes", to: nil)
        .setting("/data/domains", to: ["culture"]).setting("/data/partners", to: ["quebec"])

    static func judge(_ example: RoutingExample) -> ExampleVerdict {
        ExampleTrial(table: ExampleTable.standard).judge(example)
    }

    @Test("hold where all is as they say, in any order, and say nothing of what they leave out")
    func holds() {
        let event = Self.event.setting("/data/priority", to: "strategic")
        let full = RoutingExample(
            name: "x", event: event.bytes, told: ["bureau", "outside", "culture"],
            rules: ["strategic", "culture-service"], urgent: [], isTriage: false)
        #expect(Self.judge(full).holds)
        #expect(
            Self.judge(RoutingExample(name: "x", event: event.bytes, told: ["culture", "outside", "bureau"])).holds)
    }

    @Test("say what they expected, what was found, and which rules made it so")
    func fails() {
        let event = Self.event.setting("/data/domains", to: ["cultur"])
        let verdict = Self.judge(
            RoutingExample(
                name: "x", event: event.bytes, told: ["culture"], rules: ["culture-service"], urgent: ["culture"],
                isTriage: false))
        #expect(!verdict.holds)
        expectSame(
            verdict.differences.map { "\($0.claim): \($0.expected) → \($0.found)" },
            [
                #"told: ["culture"] → ["bureau"]"#, #"rules: ["culture-service"] → []"#,
                #"urgent: ["culture"] → []"#, #"triage: ["no"] → ["yes"]"#,
            ])
        expectSame(
            verdict.reasons,
            [
                "culture-service: wants domains culture, the event has cultur",
                "music: wants themes emerging-music, the event has none",
                "strategic: wants priorities strategic, the event has normal",
                "triage: no rule took it", "the domain \"cultur\" is not configured; did you mean \"culture\"?",
            ])
    }

    @Test("are urgent by their own time; without one they happened a month before their start, whenever they are tried")
    func time() {
        let event = ExampleEvents.event.setting("/type", to: "be.namur.event.cancelled.v1")
            .setting("/data/starts", to: "2019-09-13").setting("/data/partners", to: ["quebec"])
            .setting("/data/priority", to: nil)
        func verdict(_ time: JSONValue?, _ urgent: [String]) -> ExampleVerdict {
            Self.judge(
                RoutingExample(
                    name: "x", event: event.setting("/time", to: time).bytes, told: ["culture"], urgent: urgent))
        }
        #expect(verdict("2019-09-12T12:00:00Z", ["culture"]).holds)
        #expect(verdict("2019-09-01T12:00:00Z", []).holds)
        #expect(verdict(nil, []).holds)
        #expect(!verdict(nil, ["culture"]).holds)
    }

    @Test("whose event is none fail, with what is wrong with it")
    func noEvent() {
        let event = Self.event.setting("/data/direction", to: "sideways")
        let verdict = Self.judge(RoutingExample(name: "x", event: event.bytes, told: ["culture"]))
        #expect(!verdict.holds)
        #expect(verdict.rejection?.faults.map(\.pointer) == ["/data/direction"])
    }

    @Test("show which rules none of them tries")
    func untried() {
        let report = ExampleTrial(table: ExampleTable.standard).judge([
            RoutingExample(name: "x", event: Self.event.bytes, told: ["culture"]),
            RoutingExample(name: "y", event: Self.event.bytes, told: ["bureau"]),
        ])
        #expect(report.failures.map(\.example.name) == ["y"])
        expectSame(
            report.untriedRules, ["economy-service", "municipal-service", "music", "namur", "strategic"])
    }

    @Test("that name what does not exist are told with their path")
    func problems() {
        let examples = [
            RoutingExample(name: "x", event: [], told: ["cultur"], rules: ["musik"], urgent: ["bureaux"]),
            RoutingExample(name: "x", event: [], told: []),
        ]
        let found = ExampleTable.standard.problems(of: examples).map(\.description)
        expectSame(
            found.map { $0.prefix { $0 != ":" } },
            [
                "cooperation.examples[0].told[0]", "cooperation.examples[0].urgent[0]",
                "cooperation.examples[0].rules[0]", "cooperation.examples[1].name", "cooperation.examples[1].told",
            ])
        #expect(found[2].hasSuffix("did you mean \"music\"?"))
    }
}
