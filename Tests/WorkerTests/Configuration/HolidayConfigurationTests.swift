import Cooperation
import DigestEngine
import Foundation
import Testing
import Worker

@Suite("Holidays in the configuration")
struct HolidayConfigurationTests {
    private static let december = """
        holidays:
          - { date: 2025-12-25, name: { fr: Noël, en: Christmas Day } }
        """
    private static let january = """
        holidays:
          - { date: 2026-01-01, name: Jour de l’An }
          - { date: 2025-12-25, name: { fr: Congé } }
        """

    /// Loads a configuration whose first audience has the holidays `key`, from a folder with these files.
    private func load(_ key: String, files: [String: String]) throws -> WorkerConfiguration {
        let folder = FileManager.default.temporaryDirectory.appending(path: "holidays-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(
            at: folder.appending(path: "holidays"), withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        let yaml = SmallConfiguration.yaml
            .replacing(
                "{ id: culture, name: { fr: Culture } }",
                with: "{ id: culture, name: { fr: Culture }, holidays: \(key) }")
        let file = folder.appending(path: "x.yaml")
        try Data(yaml.utf8).write(to: file)
        return try ConfigurationLoader().load(contentsOf: file)
    }

    @Test("an audience's subscriptions have the holidays of its file, which is relative to the configuration")
    func oneFile() throws {
        let configuration = try load("holidays/a.yaml", files: ["holidays/a.yaml": Self.december])
        let holidays = configuration.subscriptions[0].holidays
        let christmas = CalendarDate(year: 2025, month: 12, day: 25)
        #expect(holidays.dates == [christmas])
        #expect(holidays.name(of: christmas) == LocalizedText(["fr": "Noël", "en": "Christmas Day"]))
    }

    @Test("several files are one calendar; where two name a date, the first one's name counts")
    func severalFiles() throws {
        let files = ["a.yaml": Self.december, "b.yaml": Self.january]
        let holidays = try load("[a.yaml, b.yaml]", files: files).subscriptions[0].holidays
        #expect(holidays.dates.map(\.year) == [2025, 2026])
        #expect(holidays.holidays[0].name == LocalizedText(["fr": "Noël", "en": "Christmas Day"]))
        #expect(holidays.holidays[1].name == LocalizedText(["fr": "Jour de l’An"]))
    }

    @Test("an audience without the key has none")
    func absent() throws {
        #expect(try SmallConfiguration.load().subscriptions[0].holidays.isEmpty)
    }

    @Test("holidays are no matter of routing: they leave its version as it is")
    func routingVersion() throws {
        let configuration = try load("a.yaml", files: ["a.yaml": Self.december])
        #expect(configuration.routing.version == (try SmallConfiguration.load()).routing.version)
    }

    @Test(
        "what is wrong in a file is told with the file's own name and line",
        arguments: [
            (
                "holidays:\n  - { date: 25 décembre, name: Noël }",
                "a.yaml:2: holidays[0].date: expected a day as YYYY-MM-DD"
            ),
            (
                "holidays:\n  - { date: 2025-02-29, name: x }",
                "a.yaml:2: holidays[0].date: expected a day as YYYY-MM-DD"
            ),
            ("holidays:\n  - { date: 2025-12-25 }", "a.yaml:2: holidays[0]: the key `name` is missing"),
            ("holydays: []", "a.yaml:1: `holydays` is not a key here; did you mean `holidays`?"),
            ("", "a.yaml: the file is empty"),
            ("a: [1,", "a.yaml: is not YAML"),
            (
                "holidays:\n  - { date: 2025-12-25, name: x }\n  - { date: 2025-12-25, name: y }",
                "a.yaml:3: holidays[1].date: the same date stands here twice, first on line 2"
            ),
        ])
    func wrongFile(text: String, expected: String) throws {
        let refusal = try #require(throws: InvalidConfiguration.self) { try load("a.yaml", files: ["a.yaml": text]) }
        #expect(refusal.description.contains(expected))
    }

    @Test("a file that is not there is told where it is named")
    func missingFile() throws {
        let refusal = try #require(throws: InvalidConfiguration.self) { try load("[a.yaml]", files: [:]) }
        let problem = try #require(refusal.problems.first)
        #expect(refusal.problems.count == 1)
        #expect(problem.path == "cooperation.audiences[0].holidays[0]")
        #expect(problem.line == 9)
        #expect(problem.message.contains("a.yaml cannot be read"))
    }
}
