/// The norm of a language's texts: where spaces may not break, which punctuation takes one, how apostrophes and ranges
/// are written.
///
/// French Canada (Office québécois de la langue française): a no-break space inside « » and before `:` and units;
/// none before `;` `!` `?`. French Belgium: the same, and a narrow no-break space before `;` `!` `?`. English: spaces as
/// written. In all three the apostrophe in a word is `’`, and a range of years, numbers or times has an en dash. Setting
/// a text twice changes nothing more; addresses and links stay as they are.
public enum Typography: String, Codable, Hashable, Sendable {
    /// Everything stays as it is.
    case none
    /// The norm of English.
    case english
    /// The norm of French Canada.
    case frenchCanada = "french-canada"
    /// The norm of French-speaking Belgium.
    case frenchBelgium = "french-belgium"

    /// The text, set by the norm.
    public func set(_ text: String) -> String {
        guard self != .none, text.utf8.contains(where: Self.concerns) else { return text }
        let words = Self.words(of: text)
        if self == .english { return EnglishSetter.text(words) }
        var setter = FrenchSetter(spacesHighPunctuation: self == .frenchBelgium)
        for word in words { setter.append(word) }
        return setter.text
    }

    /// Whether a byte can be part of something the norm speaks of: a mark, a number, or « » º (in UTF-8 after C2).
    private static func concerns(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "'"),
            UInt8(ascii: "."), 0xC2:
            true
        default: false
        }
    }

    /// The text cut into words and single runs of blanks, in order.
    private static func words(of text: String) -> [TextWord.Scalars] {
        let scalars = text.unicodeScalars
        var words: [TextWord.Scalars] = []
        var start = scalars.startIndex
        while start < scalars.endIndex {
            let blank = TextWord.isBlank(scalars[start])
            let end = scalars[start...].firstIndex { TextWord.isBlank($0) != blank } ?? scalars.endIndex
            words.append(scalars[start..<end])
            start = end
        }
        return words
    }
}
