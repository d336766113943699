import Foundation
import Worker

/// The smallest configuration that does everything once.
enum SmallConfiguration {
    static let cadence = "{ weekly: { on: [monday], at: [\"08:00\"] } }"

    static let yaml = """
        guarantee: at-least-once
        cooperation:
          triage: bureau
          partners:
            - { id: namur, name: { fr: Namur }, time_zone: Europe/Brussels }
          domains:
            - { id: culture, name: { fr: La culture, en: Culture }, themes: [{ id: cinema, name: { fr: Cinéma } }] }
          audiences:
            - { id: culture, name: { fr: Culture } }
            - { id: bureau, name: { fr: Bureau } }
          rules:
            - { id: culture-service, when: { domains: [culture] }, to: [culture] }
        subscriptions:
          - id: culture-weekly
            audience: culture
            title: { fr: La semaine }
            cadence: \(cadence)
            time_zone: America/Toronto
            recipients: [{ address: culture@example.org, language: fr-CA }]
        """

    /// The configuration as a value.
    static func load() throws -> WorkerConfiguration {
        try ConfigurationLoader().load(yaml: yaml, source: "small.yaml")
    }
}

/// Where the package's files are.
enum PackageRoot {
    static let url = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}
