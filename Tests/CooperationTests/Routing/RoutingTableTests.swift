import TestSupport
import Testing

@testable import Cooperation

@Suite("A routing table")
struct RoutingTableTests {
    func problems(_ edit: (inout RoutingTable) -> Void) -> [String] {
        var table = ExampleTable.standard
        edit(&table)
        return table.problems().map(\.description)
    }

    @Test("that fits together has no problems")
    func sound() {
        expectSame(problems { _ in }, [])
    }

    @Test("that names what does not exist is told where, and what is nearest")
    func dangling() {
        expectSame(
            problems {
                $0.triageAudience = "burau"
                $0.rules[3].audiences[0] = "cultur"
                $0.rules[0].condition.domains = ["cultures"]
                $0.rules[4].condition.partners = ["liege"]
                $0.protocols[0].partners[1] = "namurr"
                $0.protocols[0].domains[0] = "x"
            },
            [
                "cooperation.triage: found \"burau\", which is no audience here; expected one of bureau, culture, economy, municipal, namur, outside; did you mean \"bureau\"?",
                "cooperation.protocols[0].partners[1]: found \"namurr\", which is no partner here; expected one of quebec, namur; did you mean \"namur\"?",
                "cooperation.protocols[0].domains[0]: found \"x\", which is no domain here; expected one of culture, economic-development, municipal-management",
                "cooperation.rules[0].when.domains[0]: found \"cultures\", which is no domain here; expected one of culture, economic-development, municipal-management; did you mean \"culture\"?",
                "cooperation.rules[3].to[0]: found \"cultur\", which is no audience here; expected one of bureau, culture, economy, municipal, namur, outside; did you mean \"culture\"?",
                "cooperation.rules[4].when.partners[0]: found \"liege\", which is no partner here; expected one of quebec, namur",
            ])
    }

    @Test("with a theme that stands under none of a rule's domains is told so")
    func misplacedTheme() {
        let found = problems {
            $0.rules[2].condition.themes = ["cinema", "transport"]
        }
        #expect(found.count == 1)
        #expect(
            found.first?.hasPrefix(
                "cooperation.rules[2].when.themes: found \"cinema\", which is no theme of the rule's domains here")
                == true)
    }

    @Test("with wrong or repeated identifiers is told so")
    func identifiers() {
        let found = problems {
            $0.rules[1].id = "triage"
            $0.rules[2].id = "Music, maybe"
            $0.rules[4].id = "music"
            $0.audiences.append(Audience(id: "", name: ExampleTable.name("x")))
            $0.domains[1].themes.append($0.domains[1].themes[0])
            $0.partners[0].id = "québec\n"
        }
        let paths = found.map { $0.prefix { $0 != ":" } }
        expectSame(
            paths,
            [
                "cooperation.partners[0].id", "cooperation.protocols[0].partners[0]",
                "cooperation.domains[1].themes[2].id",
                "cooperation.audiences[6].id", "cooperation.rules[2].id", "cooperation.rules[4].id",
                "cooperation.rules[1].id",
            ])
    }

    @Test("with impossible terms, zones, names and urgencies is told so")
    func impossible() {
        let found = problems {
            $0.partners[1].timeZone = "Europe/Namur"
            $0.partners[0].name = LocalizedText([:])
            $0.domains[0].name = LocalizedText(["fr_CA": "x"])
            $0.audiences[0].name = LocalizedText(["fr": ""])
            $0.protocols[0].until = CalendarDate(year: 2016, month: 12, day: 31)
            $0.rules[0].condition.actions = [.updated]
            $0.rules[1].urgency = Urgency(actions: [], withinHours: 0)
            $0.rules[2].audiences = []
            $0.rules[3].audiences = ["culture", "culture"]
        }
        let paths = found.map { $0.prefix { $0 != ":" } }
        expectSame(
            paths,
            [
                "cooperation.partners[0].name", "cooperation.partners[1].time_zone", "cooperation.protocols[0].until",
                "cooperation.domains[0].name.fr_CA", "cooperation.audiences[0].name.fr",
                "cooperation.rules[0].urgent.actions",
                "cooperation.rules[1].urgent.actions", "cooperation.rules[1].urgent.within_hours",
                "cooperation.rules[2].to",
                "cooperation.rules[3].to[1]",
            ])
    }

    @Test("has a version that is the same in every run")
    func stableVersion() {
        #expect(ExampleTable.standard.version == "87f07055f8dd")
    }

    @Test("has another version after any change")
    func versionChanges() {
        let edits: [(inout RoutingTable) -> Void] = [
            { $0.triageAudience = "culture" }, { $0.partners[0].id = "x" }, { $0.partners[0].timeZone = "UTC" },
            { $0.partners[0].name.texts["en"] = "Quebec" }, { $0.partners.swapAt(0, 1) },
            { $0.protocols[0].until = $0.protocols[0].from },
            { $0.protocols[0].domains.removeLast() }, { $0.domains[0].themes.removeLast() },
            { $0.domains[0].themes[0].name.texts = [:] },
            { $0.audiences.removeLast() }, { $0.rules.swapAt(0, 1) }, { $0.rules[0].id = "x" },
            { $0.rules[0].audiences.append("bureau") }, { $0.rules[0].name = LocalizedText(["fr": "x"]) },
            { $0.rules[0].name = LocalizedText(["fr": "y"]) },
            { $0.rules[0].urgency = nil }, { $0.rules[0].urgency?.withinHours = 71 },
            { $0.rules[0].urgency?.actions.insert(.updated) },
            { $0.rules[0].condition.kinds = [.event] }, { $0.rules[0].condition.actions = [.updated] },
            { $0.rules[0].condition.domains = [] }, { $0.rules[0].condition.themes = ["cinema"] },
            { $0.rules[0].condition.partners = ["namur"] }, { $0.rules[0].condition.directions = [.mutual] },
            { $0.rules[0].condition.axes = [.attirer] }, { $0.rules[0].condition.priorities = [.high] },
        ]
        check(edits)
    }

    @Test("has another version after any change to days or nested conditions")
    func versionOfNestedConditions() {
        let day = CalendarDate(year: 2026, month: 1, day: 1)
        var part = RuleCondition()
        part.kinds = [.event]
        let edits: [(inout RuleCondition) -> Void] = [
            { $0.starts = DayRange(from: day) }, { $0.starts = DayRange(until: day) },
            { $0.ends = DayRange(from: day) }, { $0.respondBy = DayRange(from: day) },
            { $0.starts = DayRange(from: day, until: day) }, { $0.any = [] }, { $0.all = [] }, { $0.any = [part] },
            { $0.all = [part] }, { $0.not = part }, { $0.any = [part, part] }, { $0.any = [RuleCondition()] },
            { condition in
                condition.any = [RuleCondition()].map { inner in
                    var inner = inner
                    inner.not = part
                    return inner
                }
            },
            { condition in
                condition.all = [RuleCondition()].map { inner in
                    var inner = inner
                    inner.any = [part]
                    return inner
                }
            },
        ]
        check(edits.map { edit in { edit(&$0.rules[0].condition) } })
    }

    private func check(_ edits: [(inout RoutingTable) -> Void]) {
        var versions: Set<String> = [ExampleTable.standard.version]
        for edit in edits {
            var table = ExampleTable.standard
            edit(&table)
            versions.insert(table.version)
        }
        #expect(versions.count == edits.count + 1)
    }
}
