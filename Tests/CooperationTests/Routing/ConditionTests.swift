import TestSupport
import Testing

@testable import Cooperation

@Suite("Conditions within conditions, and days")
struct ConditionTests {
    static let march = DayRange(
        from: CalendarDate(year: 2026, month: 3, day: 1), until: CalendarDate(year: 2026, month: 3, day: 31))

    static func condition(_ edit: (inout RuleCondition) -> Void) -> RuleCondition {
        var condition = RuleCondition()
        edit(&condition)
        return condition
    }

    /// What the one rule of a table makes of an event; checked to be what the compiled table makes of it.
    static func trace(_ condition: RuleCondition, _ event: CooperationEvent) -> String {
        let rule = Rule(id: "rule", condition: condition, audiences: ["culture"])
        let explanation = Router(table: RouterTests.table(rules: [rule])).explain(event, recordedAt: RouterTests.now)
        let isTold = explanation.decision.routes.contains { $0.rules.contains("rule") }
        #expect(isTold == explanation.rules[0].tookIt)
        return explanation.rules[0].description
    }

    static let culture = condition { $0.domains = ["culture"] }
    static let strategic = condition { $0.priorities = [.strategic] }

    @Test("of any, one is enough; where none holds, each says why")
    func any() {
        let condition = Self.condition { $0.any = [Self.culture, Self.strategic] }
        #expect(Self.trace(condition, RouterTests.event { _ in }) == "rule: took it, for culture")
        let other = RouterTests.event { $0.domains = ["economic-development"] }
        expectSame(
            Self.trace(condition, other),
            "rule: any[0] wants domains culture, the event has economic-development; "
                + "any[1] wants priorities strategic, the event has normal")
    }

    @Test("of all, the first that does not hold is told with its place")
    func all() {
        let inner = Self.condition { $0.all = [Self.strategic] }
        let condition = Self.condition { $0.all = [Self.culture, inner] }
        expectSame(
            Self.trace(condition, RouterTests.event { _ in }),
            "rule: all[1].all[0] wants priorities strategic, the event has normal")
        #expect(Self.trace(condition, RouterTests.event { $0.priority = .strategic }) == "rule: took it, for culture")
    }

    @Test("what not excludes is told in words")
    func not() {
        let condition = Self.condition {
            $0.partners = ["quebec"]
            $0.not = Self.condition { $0.any = [Self.culture, Self.condition { $0.starts = Self.march }] }
        }
        expectSame(
            Self.trace(condition, RouterTests.event { _ in }),
            "rule: `not` excludes what the event is: "
                + "any (domains culture | starts from 2026-03-01 until 2026-03-31)")
        #expect(
            Self.trace(condition, RouterTests.event { $0.domains = ["smart-city"] }) == "rule: took it, for culture")
    }

    @Test(
        "days count in the zone of the place, both ends included",
        arguments: [
            ("2026-03-01", nil, true), ("2026-03-31", "Asia/Tokyo", true), ("2026-02-28", nil, false),
            ("2026-04-01", nil, false), ("2026-03-01T00:00:00Z", nil, true),
            // Still February in Québec, already March in Brussels.
            ("2026-02-28T23:30:00Z", "America/Toronto", false), ("2026-02-28T23:30:00Z", "Europe/Brussels", true),
            ("2026-02-28T23:30:00Z", nil, false), ("2026-04-01T03:59:59Z", "America/Toronto", true),
            ("2026-04-01T04:00:00Z", "America/Toronto", false), ("2026-03-31T21:59:59Z", "Europe/Brussels", true),
            ("2026-03-31T22:00:00Z", "Europe/Brussels", false), ("2026-03-15T12:00:00Z", "No/Where", true),
        ] as [(String, String?, Bool)])
    func days(_ text: String, _ zone: String?, _ holds: Bool) throws {
        let moment = try #require(Moment(text))
        for field in DateField.allCases {
            let event = RouterTests.event {
                $0.place = Place(timeZone: zone)
                switch field {
                case .starts: $0.starts = moment
                case .ends: $0.ends = moment
                case .respondBy: $0.respondBy = moment
                }
            }
            let condition = Self.condition {
                switch field {
                case .starts: $0.starts = Self.march
                case .ends: $0.ends = Self.march
                case .respondBy: $0.respondBy = Self.march
                }
            }
            #expect(Self.trace(condition, event).hasPrefix("rule: took it") == holds, "\(field)")
        }
    }

    @Test("a moment that an event has not lies on no day, and so is not excluded either")
    func absentMoment() {
        let asked = Self.condition { $0.respondBy = DayRange(until: Self.march.until) }
        let event = RouterTests.event { _ in }
        #expect(Self.trace(asked, event) == "rule: wants respond_by until 2026-03-31, the event has none")
        #expect(Self.trace(Self.condition { $0.not = asked }, event) == "rule: took it, for culture")
    }

    @Test("a view into a record is judged as the decoded event is")
    func viewsAgree() throws {
        let rules = [
            Rule(
                id: "ends",
                condition: Self.condition {
                    $0.ends = DayRange(until: CalendarDate(year: 2019, month: 11, day: 6))
                }, audiences: ["culture"]),
            Rule(
                id: "respond",
                condition: Self.condition {
                    $0.any = [
                        Self.strategic,
                        Self.condition {
                            $0.respondBy = DayRange(from: CalendarDate(year: 2019, month: 10, day: 20))
                        },
                    ]
                }, audiences: ["economy"]),
        ]
        let router = Router(table: RouterTests.table(rules: rules))
        for example in ExampleEvents.all {
            let reader = EventReader()
            let viewed = reader.read(value: example.bytes) { router.decide($0, recordedAt: RouterTests.now) }
            let decoded = try reader.decode(value: example.bytes).get()
            expectSame(try viewed.get(), router.decide(decoded, recordedAt: RouterTests.now))
        }
    }

    static func problems(_ condition: RuleCondition) -> [String] {
        RouterTests.table(rules: [Rule(id: "rule", condition: condition, audiences: ["culture"])])
            .problems().map(\.description)
    }

    @Test("what cannot be right is told, however deep, with its path")
    func problems() {
        let first = CalendarDate(year: 2026, month: 4, day: 1)
        let condition = Self.condition {
            $0.starts = Self.march
            $0.any = []
            $0.all = [
                Self.condition { $0.starts = DayRange(from: first) },
                Self.condition { $0.any = [Self.condition { $0.domains = ["cultur"] }, RuleCondition()] },
                Self.condition { $0.ends = DayRange() },
            ]
            $0.not = Self.condition {
                $0.partners = ["liege"]
                $0.respondBy = DayRange(from: first, until: Self.march.from)
            }
        }
        let found = Self.problems(condition)
        expectSame(
            found.map { $0.prefix { $0 != ":" } },
            [
                "cooperation.rules[0].when.any", "cooperation.rules[0].when.all[0].starts",
                "cooperation.rules[0].when.all[1].any[0].domains[0]", "cooperation.rules[0].when.all[1].any[1]",
                "cooperation.rules[0].when.all[2].ends", "cooperation.rules[0].when.not.partners[0]",
                "cooperation.rules[0].when.not.respond_by.until",
            ])
        #expect(found[2].hasSuffix("did you mean \"culture\"?"))
        #expect(found[1].contains("none is both"))
    }

    @Test("what ends before it starts is told")
    func endsBeforeItStarts() {
        let found = Self.problems(
            Self.condition {
                $0.starts = DayRange(from: Self.march.until)
                $0.ends = DayRange(until: Self.march.from)
            })
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("cooperation.rules[0].when.ends: ") == true)
    }

    @Test("eight levels are deep enough, and nine are told")
    func depth() {
        func nested(_ levels: Int) -> RuleCondition {
            (0..<levels).reduce(Self.culture) { inner, _ in Self.condition { $0.not = inner } }
        }
        #expect(Self.problems(nested(8)).isEmpty)
        expectSame(Self.problems(nested(9)).count, 1)
        // Judged all the same: an even number of times not.
        #expect(Self.trace(nested(8), RouterTests.event { _ in }) == "rule: took it, for culture")
    }
}

extension EventReader {
    /// Reads a view of bytes that are at hand.
    fileprivate func read<Result>(
        value: [UInt8], _ body: (borrowing RoutableEvent) -> Result
    ) -> Swift.Result<Result, Rejection> {
        value.withUnsafeBytes { read(value: $0, headers: [], body) }
    }
}
