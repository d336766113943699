import Cooperation
import DigestEngine
import Foundation
import Testing
import Worker

@Suite("The configuration loader")
struct ConfigurationLoaderTests {
    @Test("reads the configuration that comes with the program")
    func readsShippedConfiguration() throws {
        let url = PackageRoot.url.appendingPathComponent("deploy/vaguemestre.yaml")
        let configuration = try ConfigurationLoader().load(contentsOf: url)
        #expect(configuration.routing.audiences.count == 6)
        #expect(configuration.routing.domains.map(\.id) == ["culture", "economic-development", "municipal-management"])
        #expect(Set(configuration.axes.map(\.axis)) == Set(Axis.allCases))
        #expect(configuration.routing.triageAudience == "bureau")
        let languages = Set(configuration.subscriptions.flatMap(\.recipients).map(\.language))
        #expect(languages == ["fr-CA", "fr-BE", "en-CA"])
        #expect(Set(configuration.subscriptions.map(\.timeZone)) == ["America/Toronto", "Europe/Brussels"])
        #expect(configuration.settings.guarantee == .exactlyOnce)
    }

    @Test("tells every problem at once, each with its line, its path and what to do")
    func tellsEveryProblem() throws {
        let yaml = SmallConfiguration.yaml
            .replacingOccurrences(of: "guarantee: at-least-once", with: "garantee: at-least-once\nhttp: { port: x }")
            .replacingOccurrences(of: "audience: culture", with: "audience: cultur")
            .replacingOccurrences(of: "America/Toronto", with: "America/Toronta")
        let refusal = try #require(throws: InvalidConfiguration.self) {
            try ConfigurationLoader().load(yaml: yaml, source: "x.yaml")
        }
        let text = refusal.description
        #expect(text.contains("x.yaml:1: `garantee` is not a key here; did you mean `guarantee`?"))
        #expect(text.contains("x.yaml:2: http.port: expected a whole number from 0 to 65535; found `x`"))
        #expect(
            text.contains(
                "subscriptions[0].audience: `cultur` is no audience of this configuration; did you mean `culture`?"))
        #expect(text.contains("did you mean `America/Toronto`?"))
    }

    @Test("lays the environment over the file, and the command line over both")
    func layersOverrides() throws {
        let environment = ["VAGUEMESTRE_HTTP_PORT": "9001", "VAGUEMESTRE_DIGEST_GRACE_SECONDS": "5"]
        let loader = ConfigurationLoader(environment: environment, commandLine: ["http.port": "9002"])
        let settings = try loader.load(yaml: SmallConfiguration.yaml, source: "x.yaml").settings
        #expect(settings.http.port == 9002)
        #expect(settings.digest.graceSeconds == 5)
        #expect(settings.guarantee == .atLeastOnce)
    }

    @Test("refuses a wrong value by the variable it came from")
    func namesTheVariable() throws {
        let loader = ConfigurationLoader(environment: ["VAGUEMESTRE_HTTP_PORT": "many"])
        let refusal = try #require(throws: InvalidConfiguration.self) {
            try loader.load(yaml: SmallConfiguration.yaml, source: "x.yaml")
        }
        #expect(refusal.description.contains("in the environment variable VAGUEMESTRE_HTTP_PORT"))
    }

    @Test("takes brokers and secrets from the environment and from files")
    func kafkaProperties() throws {
        let secret = FileManager.default.temporaryDirectory.appendingPathComponent("secret-\(UUID().uuidString)")
        try Data("hunter2\n".utf8).write(to: secret)
        defer { try? FileManager.default.removeItem(at: secret) }
        let loader = ConfigurationLoader(environment: [
            "KAFKA_BOOTSTRAP_SERVERS": "kafka:9092", "VAGUEMESTRE_KAFKA_CLIENT_ID": "city",
            "VAGUEMESTRE_KAFKA_SASL_PASSWORD_FILE": secret.path,
        ])
        let kafka = try loader.load(yaml: SmallConfiguration.yaml, source: "x.yaml").settings.kafka
        #expect(kafka["bootstrap.servers"] == "kafka:9092")
        #expect(kafka["client.id"] == "city")
        #expect(kafka["sasl.password"] == "hunter2")
    }

    @Test("refuses one topic in two roles")
    func distinctTopics() throws {
        let loader = ConfigurationLoader(commandLine: ["topics.digests": "partner.notices"])
        let refusal = try #require(throws: InvalidConfiguration.self) {
            try loader.load(yaml: SmallConfiguration.yaml, source: "x.yaml")
        }
        #expect(refusal.description.contains("`partner.notices` has two roles"))
    }

    @Test("says where text stops being YAML")
    func brokenYAML() throws {
        let refusal = try #require(throws: InvalidConfiguration.self) {
            try ConfigurationLoader().load(yaml: "a: [1,", source: "x.yaml")
        }
        #expect(refusal.description.contains("is not YAML"))
    }

    @Test(
        "reads every cadence",
        arguments: [
            ("{ immediate: { gap_seconds: 300 } }", Cadence.immediate(gapSeconds: 300)),
            (
                "{ daily: { at: [\"17:00\", \"08:00\"] } }",
                .daily(at: [LocalTime(hour: 8, minute: 0), LocalTime(hour: 17, minute: 0)])
            ),
            ("{ weekdays: { at: [\"07:30\"] } }", .weekdays(at: [LocalTime(hour: 7, minute: 30)])),
            (
                "{ weekly: { on: [monday], at: [\"08:00\"] } }",
                .weekly(on: [.monday], at: [LocalTime(hour: 8, minute: 0)])
            ),
            (
                "{ monthly: { on: first-working-day, at: \"08:00\" } }",
                .monthly(on: .firstWorkingDay, at: LocalTime(hour: 8, minute: 0))
            ),
            ("{ monthly: { on: 31, at: \"08:00\" } }", .monthly(on: .number(31), at: LocalTime(hour: 8, minute: 0))),
        ])
    func cadences(text: String, expected: Cadence) throws {
        let yaml = SmallConfiguration.yaml.replacingOccurrences(of: SmallConfiguration.cadence, with: text)
        let configuration = try ConfigurationLoader().load(yaml: yaml, source: "x.yaml")
        #expect(configuration.subscriptions[0].cadence == expected)
    }
}
