import Cooperation
import DigestEngine
import EmailRendering
import Foundation

/// What the tests render: one digest that has everything, and the names around it.
enum Samples {
    static let names = DisplayNames(
        domains: [
            "culture": LocalizedText(["fr": "La culture", "en": "Culture"]),
            "municipal-management": LocalizedText([
                "fr": "La gestion municipale et l’expérience client",
                "en": "Municipal management and client experience",
            ]),
        ],
        axes: [
            .rayonner: LocalizedText(["fr": "Québec rayonne", "en": "Québec shines"]),
            .apprendre: LocalizedText(["fr": "Québec apprend", "en": "Québec learns"]),
        ],
        partners: ["namur": LocalizedText(["fr": "Namur"])],
        audiences: [
            "culture": LocalizedText(["fr": "Service de la culture", "en": "Culture service"])
        ],
        rules: [
            "culture-service": LocalizedText([
                "fr": "tout ce qui est du domaine de la culture", "en": "everything in the domain of culture",
            ])
        ],
        zones: ["Europe/Brussels": LocalizedText(["fr": "Namur"]), "America/Toronto": LocalizedText(["fr": "Québec"])],
        themes: [
            "emerging-music": LocalizedText(["fr": "Relève musicale", "en": "Emerging music"]),
            "literature": LocalizedText(["fr": "Littérature", "en": "Literature"]),
            "literature-networks": LocalizedText(["fr": "Réseaux littéraires", "en": "Literary networks"]),
            "water": LocalizedText(["fr": "Infrastructures de l’eau", "en": "Water infrastructure"]),
        ],
        protocols: [
            "quebec-namur-2017-2019": LocalizedText([
                "fr": "Protocole de collaboration Québec–Namur", "en": "Québec–Namur cooperation protocol",
            ])
        ],
        partnerZones: ["namur": "Europe/Brussels", "quebec": "America/Toronto"],
        signatories: ["namur": ["quebec"], "quebec": ["namur"]])

    private static let templates = Result { try Templates() }

    static func composer() throws -> EmailComposer {
        EmailComposer(
            sender: try Sender(
                name: "Relations internationales – Québec", address: "bulletins@example.org",
                messageIDDomain: "vaguemestre.example.org"),
            names: names, templates: try templates.get())
    }

    static func everything() throws -> Digest {
        try JSONDecoder().decode(Digest.self, from: try data("everything.digest.json"))
    }

    /// The digest with nothing in it.
    static func empty() throws -> Digest {
        var digest = try everything()
        digest.sections = []
        bare(&digest)
        return digest
    }

    private static func bare(_ digest: inout Digest) {
        digest.withdrawals = []
        digest.flush = nil
        digest.deadlines = []
        digest.axes = AxisCounts()
        digest.balance = Balance()
        digest.counts = DigestCounts()
        digest.window.merged = 1
    }

    /// A digest of one line: the first of everything, changed by `change`.
    static func single(_ change: (inout DigestLine) -> Void) throws -> Digest {
        var digest = try everything()
        var line = digest.sections[0].lines[3]
        change(&line)
        digest.sections = [DigestSection(id: "culture", lines: [line])]
        bare(&digest)
        return digest
    }

    /// A digest of `count` lines, each as full as the first ones of everything.
    static func large(_ count: Int) throws -> Digest {
        var digest = try everything()
        let models = digest.sections.flatMap(\.lines)
        let lines = (0..<count).map { index in
            var line = models[index % models.count]
            line.state.subject += "-\(index)"
            return line
        }
        digest.sections = [DigestSection(id: "culture", lines: lines)]
        return digest
    }

    static func recipient(_ language: String) -> Recipient {
        let zone = language == "fr-BE" ? "Europe/Brussels" : nil
        return Recipient(
            address: "lecteur.\(language.lowercased())@example.org", name: "Zoé Lefèvre, adjointe", language: language,
            timeZone: zone)
    }

    static func message(_ language: String) throws -> EmailPayload {
        try composer().compose(try everything(), to: recipient(language))
    }

    static func data(_ name: String) throws -> Data {
        try Data(contentsOf: folder.appending(path: name))
    }

    /// The fixtures as they stand in the sources, so that recording writes there.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures")
}
