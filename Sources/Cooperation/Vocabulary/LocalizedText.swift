/// One text in one or more languages, keyed by BCP 47 tag (`fr`, `en`, `fr-BE`).
public struct LocalizedText: Hashable, Sendable {
    /// The text of each language tag.
    public var texts: [String: String]

    /// A text from its translations by language tag.
    public init(_ texts: [String: String]) {
        self.texts = texts
    }

    /// The text that serves a reader of `language` best, with the tag it was found under: the exact tag, else its
    /// primary language (`fr` for `fr-CA`), else French, else the first tag in order. Nil when there is no text at all.
    public func best(for language: String) -> (text: String, language: String)? {
        let primary = language.split(separator: "-").first.map(String.init) ?? language
        for tag in [language, primary, "fr"] {
            if let text = texts[tag] { return (text, tag) }
        }
        return texts.min { $0.key < $1.key }.map { ($0.value, $0.key) }
    }
}

extension LocalizedText: Codable {
    /// Reads a JSON object of language tag to text.
    public init(from decoder: any Decoder) throws {
        texts = try decoder.singleValueContainer().decode([String: String].self)
    }

    /// Writes a JSON object of language tag to text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(texts)
    }
}
