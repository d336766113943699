import Cooperation
import Foundation

/// Everything about the one a body is written for: language, zone, and what things are called in that language.
struct Reader {
    /// The language written in.
    let language: Language
    /// How dates are told.
    let dates: DateWords
    private let names: DisplayNames
    private let templates: Templates

    init(language: Language, zone: TimeZone, names: DisplayNames, templates: Templates) {
        self.language = language
        self.names = names
        self.templates = templates
        dates = DateWords(language: language, zone: zone) { Self.city(of: $0, names: names, language: language) }
    }

    /// Somebody's text, made safe and set, with its language where that is not the reader's.
    struct Passage {
        var text: String
        var language: String?
    }

    /// The translation that serves the reader best, as one line. Empty when there is none.
    func passage(_ text: LocalizedText, limit: Int = 500) -> Passage {
        guard let best = text.best(for: language.tag) else { return Passage(text: "", language: nil) }
        let (tag, typography) = foreign(best.language)
        return Passage(text: typography.set(CleanText.line(best.text, limit: limit)), language: tag)
    }

    /// The translation that serves the reader best, as paragraphs.
    func paragraphs(_ text: LocalizedText, limit: Int) -> (texts: [String], language: String?) {
        guard let best = text.best(for: language.tag) else { return ([], nil) }
        let (tag, typography) = foreign(best.language)
        return (CleanText.paragraphs(best.text, limit: limit).map(typography.set), tag)
    }

    /// A name without a language of its own (an organisation, a venue): spelt as its owner spells it.
    func name(_ text: String, limit: Int = 300) -> String { CleanText.line(text, limit: limit) }

    /// A domain's name.
    func domain(_ id: String) -> String { called(id, names.domains[id]) }
    /// A theme's name.
    func theme(_ id: String) -> String { called(id, names.themes[id]) }
    /// A protocol's name.
    func agreement(_ id: String) -> String { called(id, names.protocols[id]) }
    /// A partner's name.
    func partner(_ id: String) -> String { called(id, names.partners[id]) }
    /// An audience's name.
    func audience(_ id: String) -> String { called(id, names.audiences[id]) }
    /// A rule's name; that of triage where none knew where to.
    func rule(_ id: String) -> String { triage(id) ?? called(id, names.rules[id]) }
    /// A section's name: its domain, or triage.
    func section(_ id: String) -> String { triage(id) ?? domain(id) }
    /// An axis' name.
    func axis(_ axis: Axis) -> String { called(axis.rawValue, names.axes[axis]) }
    /// The IANA time zones of partners in their order, then of those who cooperate with them, as far as they are known.
    func zones(of partners: [String]) -> [String] {
        (partners + partners.flatMap { names.signatories[$0] ?? [] }).compactMap { names.partnerZones[$0] }
    }
    /// The place that stands for a time zone.
    func city(_ zone: TimeZone) -> String { Self.city(of: zone.identifier, names: names, language: language) }

    /// Several names as one enumeration; beyond `limit` the others are counted.
    func list(_ items: [String], limit: Int = 12) -> String {
        guard items.count > limit else { return language.list(items) }
        return language.list(items.prefix(limit) + [language.say(.listMore, count: items.count - limit)])
    }

    private func triage(_ id: String) -> String? { id == Route.triage ? language.say(.sectionTriage) : nil }

    private func called(_ id: String, _ name: LocalizedText?) -> String {
        let text = name.map { passage($0, limit: 200).text } ?? ""
        return text.isEmpty ? CleanText.line(id, limit: 100) : text
    }

    /// The tag to mark a text with (nil in the reader's own language), and the norm to set it by.
    private func foreign(_ tag: String) -> (String?, Typography) {
        let primary = Language.primary(of: tag)
        if primary == language.primary { return (nil, language.typography) }
        let other = templates.language(for: tag)
        return (CleanText.languageTag(tag), other.primary == primary ? other.typography : .none)
    }

    private static func city(of zone: String, names: DisplayNames, language: Language) -> String {
        if let name = names.zones[zone]?.best(for: language.tag)?.text { return CleanText.line(name, limit: 100) }
        guard let zone = TimeZone(identifier: zone) else { return CleanText.line(zone, limit: 100) }
        let style = Date.FormatStyle(locale: language.locale, timeZone: zone).timeZone(.exemplarLocation)
        return Date(timeIntervalSince1970: 0).formatted(style)
    }
}
