import DigestEngine
import Testing
import Worker

@Suite("Quiet hours in the configuration")
struct QuietHoursConfigurationTests {
    private let night = QuietHours(from: LocalTime(hour: 21, minute: 0), until: LocalTime(hour: 7, minute: 0))

    private func load(_ quietHours: String, cadence: String = SmallConfiguration.cadence) throws -> Subscription {
        let yaml = SmallConfiguration.yaml
            .replacing("time_zone: America/Toronto", with: "time_zone: America/Toronto\n    quiet_hours: \(quietHours)")
            .replacing(SmallConfiguration.cadence, with: cadence)
        return try ConfigurationLoader().load(yaml: yaml, source: "x.yaml").subscriptions[0]
    }

    @Test("a night needs no list, a night with weekends does")
    func reads() throws {
        #expect(try load("{ from: \"21:00\", until: \"07:00\" }").quietHours == [night])
        let both = try load("[{ from: \"21:00\", until: \"07:00\" }, { days: [saturday, Sunday] }]").quietHours
        #expect(both == [night, QuietHours(days: [.saturday, .sunday])])
        let friday = try load("{ from: \"21:00\", until: \"07:00\", days: [friday] }").quietHours
        #expect(friday == [QuietHours(from: night.from, until: night.until, days: [.friday])])
    }

    @Test("without the key no hour is quiet")
    func absent() throws {
        #expect(try SmallConfiguration.load().subscriptions[0].quietHours.isEmpty)
    }

    @Test(
        "what is wrong is told with its line and what is expected",
        arguments: [
            ("{ from: \"21:00\" }", "subscriptions[0].quiet_hours: `from` needs `until`"),
            ("{ days: [friday], until: \"07:00\" }", "subscriptions[0].quiet_hours: `until` needs `from`"),
            ("{}", "subscriptions[0].quiet_hours: expected `from` and `until`, or `days`"),
            ("{ days: [] }", "subscriptions[0].quiet_hours.days: expected at least one day"),
            (
                "[{ days: [vendredi] }]",
                "quiet_hours[0].days[0]: expected a day from monday to sunday; found `vendredi`"
            ),
            ("{ from: 21h, until: \"07:00\" }", "subscriptions[0].quiet_hours.from: expected a time as \"HH:MM\""),
            ("{ from: \"21:00\", to: \"07:00\" }", "subscriptions[0].quiet_hours: `to` is not a key here"),
            ("nights", "subscriptions[0].quiet_hours: expected a mapping"),
            ("{ from: \"07:00\", until: \"07:00\" }", "quiet_hours: cover the whole week"),
        ])
    func refuses(quietHours: String, expected: String) throws {
        let refusal = try #require(throws: InvalidConfiguration.self) { try load(quietHours) }
        #expect(refusal.description.contains(expected))
        #expect(refusal.problems.allSatisfy { $0.line != nil })
    }

    @Test("quiet hours that leave a cadence no day of its own are refused, though the weekend is free")
    func leavesNoDay() throws {
        let working = "{ days: [monday, tuesday, wednesday, thursday, friday] }"
        #expect(throws: InvalidConfiguration.self) { try load(working, cadence: "{ weekdays: { at: [\"08:00\"] } }") }
        #expect(try load(working, cadence: "{ daily: { at: [\"08:00\"] } }").quietHours.count == 1)
    }
}
