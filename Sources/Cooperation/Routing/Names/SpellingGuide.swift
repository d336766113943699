/// What the configured names can look like when they are misspelt: their identifiers, and their texts in all languages
/// (who writes `La culture` for `culture` read it somewhere).
struct SpellingGuide: Sendable {
    private struct Spelling {
        let text: String
        let length: Int
        let identifier: String

        init(_ text: String, of identifier: String) {
            self.text = text
            length = text.unicodeScalars.count
            self.identifier = identifier
        }
    }

    private let partners: [Spelling]
    private let domains: [Spelling]
    private let themes: [Spelling]

    init(_ table: RoutingTable) {
        partners = Self.spellings(table.partners.map { ($0.id, $0.name) })
        domains = Self.spellings(table.domains.map { ($0.id, $0.name) })
        themes = Self.spellings(table.domains.flatMap { $0.themes.map { ($0.id, $0.name) } })
    }

    /// Identifiers come first: of two that are equally near, the one that events should spell.
    private static func spellings(_ names: [(String, LocalizedText)]) -> [Spelling] {
        names.map { Spelling($0.0, of: $0.0) }
            + names.flatMap { id, name in name.texts.sorted { $0.key < $1.key }.map { Spelling($0.value, of: id) } }
    }

    /// The identifier that a name most likely meant; nil where none is near enough.
    func nearest(to unknown: UnknownName) -> String? {
        let spellings =
            switch unknown.field {
            case .partner: partners
            case .domain: domains
            case .theme: themes
            }
        let length = unknown.name.unicodeScalars.count
        // Of two or three letters, every other word is one letter away.
        guard length > 3 else { return nil }
        // What differs more in length needs more edits than `NearestName` forgives: not worth comparing.
        let near = spellings.filter { abs($0.length - length) <= max(1, length / 3) }
        let text = NearestName.nearest(to: unknown.name, among: near.map(\.text))
        return near.first { $0.text == text }?.identifier
    }
}

/// Nearest names that were looked up before: comparing costs more than deciding, and the same slip comes again and
/// again.
struct SpellingDesk {
    /// How many unknown names of one event are looked at: an event may bring ninety.
    static let namesAtMost = 16
    /// Names kept at most; when there are more, all are forgotten and those in use come back.
    private static let capacity = 1_024

    private var known: [UnknownName: String?] = [:]

    /// The names, each with what it is nearest to where it looks misspelt.
    mutating func spelt(_ unknown: [UnknownName], by guide: SpellingGuide) -> [UnknownName] {
        guard !unknown.isEmpty else { return unknown }
        var spelt = unknown
        for number in unknown.indices.prefix(Self.namesAtMost) {
            spelt[number].nearest = nearest(to: unknown[number], guide)
        }
        return spelt
    }

    private mutating func nearest(to name: UnknownName, _ guide: SpellingGuide) -> String? {
        if let known = known[name] { return known }
        if known.count >= Self.capacity { known.removeAll(keepingCapacity: true) }
        let nearest = guide.nearest(to: name)
        known[name] = .some(nearest)
        return nearest
    }
}
