import Cooperation
import Foundation
import Testing
import Worker

@Suite("Rules and examples in a configuration")
struct RoutingConfigurationTests {
    static func load(when: String, _ rest: String = "") throws -> WorkerConfiguration {
        let yaml = SmallConfiguration.yaml
            .replacingOccurrences(of: "when: { domains: [culture] }", with: "when: \(when)")
            .replacingOccurrences(of: "subscriptions:", with: rest + "\nsubscriptions:")
        return try ConfigurationLoader().load(yaml: yaml, source: "x.yaml")
    }

    static func refusal(when: String, _ rest: String = "") throws -> String {
        try #require(throws: InvalidConfiguration.self) { try load(when: when, rest) }.description
    }

    @Test("a rule may have a name for readers")
    func names() throws {
        let rules = try Self.load(when: "{ domains: [culture] }, name: { fr: la culture, en: culture }").routing
            .rules
        #expect(rules[0].name == LocalizedText(["fr": "la culture", "en": "culture"]))
        #expect(try Self.load(when: "{}").routing.rules[0].name == nil)
        let refusal = try Self.refusal(when: "{}, name: {}")
        #expect(refusal.contains("rules[0].name"), "\(refusal)")
    }

    @Test("conditions nest, and days are read")
    func nested() throws {
        let condition = try Self.load(
            when: """
                { starts: { from: 2026-06-01, until: 2026-08-31 }, respond_by: { until: 2026-05-31 }, \
                any: [{ kinds: [event] }, { all: [{ actions: [cancelled] }] }], not: { priorities: [normal] } }
                """
        ).routing.rules[0].condition
        #expect(condition.starts?.description == "from 2026-06-01 until 2026-08-31")
        #expect(condition.respondBy?.description == "until 2026-05-31")
        #expect(condition.ends == nil)
        #expect(condition.any?.map(\.kinds) == [[.event], []])
        #expect(condition.any?[1].all?.first?.actions == [.cancelled])
        #expect(condition.not?.priorities == [.normal])
    }

    @Test(
        "what is wrong within a nested condition is told with its line and path, once",
        arguments: [
            ("{ any: [{ domain: [culture] }] }", "rules[0].when.any[0]: `domain` is not a key here; did you mean"),
            ("{ not: { domains: [cultur] } }", "rules[0].when.not.domains[0]: found \"cultur\", which is no domain"),
            ("{ all: [{ starts: { from: soon } }] }", "rules[0].when.all[0].starts.from: expected a day"),
            ("{ any: [] }", "rules[0].when.any: found none"),
            ("{ starts: { from: 2026-02-01, until: 2026-01-01 } }", "rules[0].when.starts.until: found 2026-01-01"),
            (
                String(repeating: "{ not: ", count: 9) + "{ kinds: [event] }" + String(repeating: " }", count: 9),
                "rules[0].when" + String(repeating: ".not", count: 9) + ": stands in more than 8"
            ),
        ])
    func wrong(_ when: String, _ message: String) throws {
        let refusal = try Self.refusal(when: when)
        #expect(refusal.contains("x.yaml:12: cooperation.\(message)"), "\(refusal)")
    }

    @Test("days and nested conditions are for rules, not for what a subscription filters")
    func filters() throws {
        let yaml = SmallConfiguration.yaml + "\n    filter: { any: [{ kinds: [event] }] }"
        let refusal = try #require(throws: InvalidConfiguration.self) {
            try ConfigurationLoader().load(yaml: yaml, source: "x.yaml")
        }
        #expect(refusal.description.contains("`any` is not a key here"))
    }

    @Test("an example in short is completed to an event that the reader takes")
    func shortExamples() throws {
        let configuration = try Self.load(
            when: "{ domains: [culture] }",
            """
              examples:
                - { name: a, event: { type: event.confirmed, domains: [culture], partners: [namur] }, told: [culture] }
                - { name: b, event: { type: exchange.updated.v1, domains: [x], partners: [namur] }, told: [bureau] }
                - name: c
                  event:
                    type: ca.quebec.delegation.cancelled.v1
                    domains: [culture]
                    partners: [namur]
                    time: 2026-03-01T12:00:00Z
                    starts: 2026-03-02
                    participants: 12
                    note: { fr: "12" }
                    place: { city: Namur, timeZone: Europe/Brussels }
                  told: [culture]
                  rules: [culture-service]
                  urgent: []
                  triage: false
            """)
        let events = try configuration.examples.map { try EventReader().decode(value: $0.event).get() }
        #expect(events.map(\.kind) == [.event, .exchange, .delegation])
        #expect(events.map(\.action) == [.confirmed, .updated, .cancelled])
        #expect(events.map(\.direction) == [.mutual, .mutual, .mutual])
        #expect(events[0].title.texts == ["fr": "a"])
        #expect(events[0].starts != nil)
        #expect(events[2].time == Instant("2026-03-01T12:00:00Z"))
        #expect(events[2].starts == Moment("2026-03-02"))
        #expect(events[2].participants == 12)
        #expect(events[2].note?.texts == ["fr": "12"])
        #expect(events[2].place?.timeZone == "Europe/Brussels")
        #expect(configuration.examples[2].isTriage == false)
        let trial = ExampleTrial(table: configuration.routing)
        #expect(trial.judge(configuration.examples).failures.isEmpty)
    }

    @Test("an example may be a whole CloudEvent, which is taken as it stands")
    func wholeExample() throws {
        let configuration = try Self.load(
            when: "{ domains: [culture] }",
            """
              examples:
                - name: a
                  event: { specversion: "1.0", id: 7, type: x.event.confirmed.v1, data: {} }
                  told: [culture]
            """)
        let faults = EventReader().validate(value: configuration.examples[0].event).map(\.pointer)
        #expect(faults.contains("/id"))
        #expect(faults.contains("/data/title"))
    }

    @Test("a misspelt field of an example's event is refused, as the reader would pass over it")
    func misspeltField() throws {
        let refusal = try Self.refusal(
            when: "{}",
            """
              examples:
                - { name: a, event: { type: event.confirmed, domain: [culture], partners: [namur] }, told: [cultur] }
            """)
        #expect(refusal.contains("examples[0].event: `domain` is not a key here; did you mean `domains`?"))
        #expect(refusal.contains("examples[0].event: the key `domains` is missing"))
    }

    @Test("the examples that come with the program hold, and try every rule")
    func shipped() throws {
        let url = PackageRoot.url.appendingPathComponent("deploy/vaguemestre.yaml")
        let configuration = try ConfigurationLoader().load(contentsOf: url)
        let report = ExampleTrial(table: configuration.routing).judge(configuration.examples)
        #expect(report.verdicts.count >= 12)
        #expect(report.failures.map(\.example.name) == [])
        #expect(report.untriedRules == [])
    }

    @Test("a rule that took the theme for the domain would fail the shipped examples")
    func shippedExamplesBite() throws {
        let url = PackageRoot.url.appendingPathComponent("deploy/vaguemestre.yaml")
        var configuration = try ConfigurationLoader().load(contentsOf: url)
        let number = try #require(configuration.routing.rules.firstIndex { $0.id == "culture-service" })
        configuration.routing.rules[number].condition.domains = []
        configuration.routing.rules[number].condition.themes = ["culture"]
        let report = ExampleTrial(table: configuration.routing).judge(configuration.examples)
        #expect(
            report.failures.contains { $0.example.name.hasPrefix("culture as a responsibility of the city") })
    }

    @Test("a protocol's alert is ninety days unless it says otherwise")
    func alertDays() throws {
        let term = "name: x, partners: [namur], domains: [culture], from: 2026-01-01, until: 2026-12-31"
        let configuration = try Self.load(
            when: "{}", "  protocols: [{ id: a, \(term) }, { id: b, alert_days: 30, \(term) }]")
        #expect(configuration.routing.protocols.map(\.alertDays) == [90, 30])
    }
}
