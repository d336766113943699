public import Foundation

/// One language a digest can be written in: its phrases, its dates, its plural rule, its typography.
public struct Language: Hashable, Sendable {
    /// The BCP 47 tag (`fr-CA`).
    public let tag: String
    /// Which numbers are singular.
    public let plural: PluralRule
    /// The spacing norm of its texts.
    public let typography: Typography
    /// How it writes dates and times.
    public let formats: DateFormats

    private let simple: [Phrase: Wording]
    private let counted: [Phrase: [PluralRule.Category: Wording]]

    /// The primary language subtag (`fr`).
    public var primary: String { Self.primary(of: tag) }

    /// The primary subtag of a BCP 47 tag, in lower case.
    static func primary(of tag: String) -> String {
        String(tag.prefix { $0 != "-" && $0 != "_" }).lowercased()
    }

    /// Reads a language file: JSON with `tag`, `plural`, `typography`, `formats` and `phrases`.
    /// - Throws: what is missing, superfluous or malformed.
    public init(json: Data) throws(LanguageProblem) {
        let file = try LanguageFile.read(json)
        let known = Set(Phrase.allCases.map(\.rawValue))
        let given = Set(file.phrases.keys)
        guard known.isSubset(of: given) else { throw .missingPhrases(known.subtracting(given).sorted()) }
        guard given.isSubset(of: known) else { throw .unknownPhrases(given.subtracting(known).sorted()) }
        tag = file.tag
        plural = file.plural
        typography = file.typography
        formats = file.formats
        var simple: [Phrase: Wording] = [:]
        var counted: [Phrase: [PluralRule.Category: Wording]] = [:]
        for phrase in Phrase.allCases {
            switch file.phrases[phrase.rawValue] {
            case .text(let text)? where !phrase.isCounted:
                simple[phrase] = try Wording(file.typography.set(text), of: phrase)
            case .plural(let texts)? where phrase.isCounted:
                counted[phrase] = try Self.plurals(texts, of: phrase, in: file)
            default: throw .wrongShape(phrase.rawValue, counted: phrase.isCounted)
            }
        }
        self.simple = simple
        self.counted = counted
    }

    private static func plurals(
        _ texts: [String: String], of phrase: Phrase, in file: LanguageFile
    ) throws(LanguageProblem) -> [PluralRule.Category: Wording] {
        var wordings: [PluralRule.Category: Wording] = [:]
        for category in file.plural.categories {
            guard let text = texts[category.rawValue] else {
                throw .missingPlural(phrase.rawValue, category: category.rawValue)
            }
            wordings[category] = try Wording(file.typography.set(text), of: phrase)
        }
        let known = file.plural.categories.map(\.rawValue)
        let others = Set(texts.keys).subtracting(known).sorted()
        guard others.isEmpty else { throw .unknownKeys(others, at: phrase.rawValue, known: known) }
        return wordings
    }

    /// The phrase with its slots filled. Precondition: it counts nothing, and `values` fills all its slots.
    public func say(_ phrase: Phrase, _ values: [Phrase.Slot: String] = [:]) -> String {
        guard let wording = simple[phrase] else { preconditionFailure("\(phrase.rawValue) counts: say how many") }
        return wording.filled(values)
    }

    /// The phrase for `count` things. Precondition: it counts, and `values` fills its slots other than `{count}`.
    public func say(_ phrase: Phrase, count: Int, _ values: [Phrase.Slot: String] = [:]) -> String {
        guard let wording = counted[phrase]?[plural.category(of: count)] else {
            preconditionFailure("\(phrase.rawValue) does not count")
        }
        return wording.filled(values.merging([.count: number(count)]) { given, _ in given })
    }

    /// A whole number as the language writes it.
    public func number(_ value: Int) -> String { value.formatted(.number.locale(locale)) }

    /// Several things in one enumeration (`a, b et c`).
    public func list(_ items: [String]) -> String {
        items.formatted(.list(type: .and).locale(locale))
    }

    /// Foundation's locale for it.
    public var locale: Locale { Locale(identifier: tag) }
}
