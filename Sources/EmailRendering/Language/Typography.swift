/// The spacing norm of a language's texts: where spaces may not break, and which punctuation takes one.
///
/// French Canada (Office québécois de la langue française): a no-break space inside « » and before `:` and units;
/// none before `;` `!` `?`. French Belgium: the same, and a narrow no-break space before `;` `!` `?`. Setting a text
/// twice changes nothing more; addresses and links stay as they are.
public enum Typography: String, Codable, Hashable, Sendable {
    /// Spaces stay as they are.
    case none
    /// The norm of French Canada.
    case frenchCanada = "french-canada"
    /// The norm of French-speaking Belgium.
    case frenchBelgium = "french-belgium"

    /// The text, set by the norm.
    public func set(_ text: String) -> String {
        guard self != .none, text.utf8.contains(where: Self.concerns) else { return text }
        var setter = FrenchSetter(spacesHighPunctuation: self == .frenchBelgium)
        for word in Self.words(of: text) { setter.append(word) }
        return setter.text
    }

    /// Whether a byte can be part of something the norm speaks of: a mark, a number, or « » (in UTF-8, C2 AB and C2 BB).
    private static func concerns(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"), 0xC2: true
        default: false
        }
    }

    /// The text cut into words and single runs of blanks, in order.
    private static func words(of text: String) -> [String.UnicodeScalarView.SubSequence] {
        let scalars = text.unicodeScalars
        var words: [String.UnicodeScalarView.SubSequence] = []
        var start = scalars.startIndex
        while start < scalars.endIndex {
            let blank = FrenchSetter.isBlank(scalars[start])
            let end = scalars[start...].firstIndex { FrenchSetter.isBlank($0) != blank } ?? scalars.endIndex
            words.append(scalars[start..<end])
            start = end
        }
        return words
    }
}

/// Sets French word by word: only the blank between two words is ever changed, and blanks are added around marks.
private struct FrenchSetter {
    typealias Word = String.UnicodeScalarView.SubSequence

    static let noBreak: Unicode.Scalar = "\u{A0}"
    static let narrowNoBreak: Unicode.Scalar = "\u{202F}"
    private static let units: Set<String> = [
        "h", "min", "s", "km", "m", "cm", "mm", "kg", "g", "ha", "L", "%", "$", "€", "°C", "km/h", "M$", "M€", "k€",
    ]

    let spacesHighPunctuation: Bool
    private var scalars = String.UnicodeScalarView()
    private var pending: Word?
    private var followsOpaque = false

    init(spacesHighPunctuation: Bool) { self.spacesHighPunctuation = spacesHighPunctuation }

    /// What has been set.
    var text: String {
        var all = scalars
        if let pending { all.append(contentsOf: pending) }
        return String(all)
    }

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == noBreak || scalar == narrowNoBreak
    }

    mutating func append(_ word: Word) {
        guard let first = word.first else { return }
        if Self.isBlank(first) {
            pending = word
            return
        }
        let blank = pending
        pending = nil
        if isOpaque(word) {
            scalars.append(contentsOf: (blank.map(Array.init) ?? []))
            scalars.append(contentsOf: word)
            followsOpaque = true
            return
        }
        scalars.append(contentsOf: separator(blank, before: word))
        appendMarks(of: word)
        followsOpaque = false
    }

    /// Links and mail addresses: nothing in them is punctuation.
    private func isOpaque(_ word: Word) -> Bool {
        let text = String(word)
        return text.contains("://") || text.contains("@") || text.hasPrefix("www.") || text.hasPrefix("mailto:")
    }

    /// The blank that the norm wants between what stands and `word`.
    private func separator(_ blank: Word?, before word: Word) -> [Unicode.Scalar] {
        guard let blank, let first = word.first else { return [] }
        let previous = scalars.last
        if previous == "«" || first == "»" { return [Self.noBreak] }
        if Self.startsWithMark(word), !followsOpaque, previous.map(Self.endsWord) == true {
            if first == ":" { return [Self.noBreak] }
            return spacesHighPunctuation ? [Self.narrowNoBreak] : []
        }
        if previous.map(Self.isDigit) == true, Self.units.contains(Self.bare(word)) || Self.isGroup(word) {
            return [Self.noBreak]
        }
        return Array(blank)
    }

    /// Appends the word, with the blanks its inner and final marks want.
    private mutating func appendMarks(of word: Word) {
        for index in word.indices {
            let scalar = word[index]
            let next = word[word.index(after: index)...].first
            if scalar == "»", let last = scalars.last, !Self.isBlank(last), last != "«" { scalars.append(Self.noBreak) }
            if next == nil || next.map(Self.isClosing) == true { spaceBefore(scalar) }
            scalars.append(scalar)
            if scalar == "«", next != nil, next != "»" { scalars.append(Self.noBreak) }
        }
    }

    /// Adds the blank before a mark that directly follows a word.
    private mutating func spaceBefore(_ mark: Unicode.Scalar) {
        guard let last = scalars.last, Self.endsWord(last) else { return }
        if mark == ":" { scalars.append(Self.noBreak) }
        if spacesHighPunctuation, "!?;".unicodeScalars.contains(mark) { scalars.append(Self.narrowNoBreak) }
    }

    /// Whether the word begins with marks that end what stands before it, and is not a smiley or a code.
    private static func startsWithMark(_ word: Word) -> Bool {
        guard let first = word.first, ":!?;".unicodeScalars.contains(first) else { return false }
        return word.first { !":!?;".unicodeScalars.contains($0) }.map(isClosing) ?? true
    }

    /// Three digits: the next group of a large number.
    private static func isGroup(_ word: Word) -> Bool {
        let digits = bare(word).unicodeScalars
        return digits.count == 3 && digits.allSatisfy(isDigit)
    }

    private static func isClosing(_ scalar: Unicode.Scalar) -> Bool { "»)]!?".unicodeScalars.contains(scalar) }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || isDigit(scalar) || "»)]}%”’'".unicodeScalars.contains(scalar)
    }

    /// The word up to the first mark that can get a blank before it, where it would end the next time, without the
    /// punctuation that ends it.
    private static func bare(_ word: Word) -> String {
        var word = word.prefix { !":;!?»".unicodeScalars.contains($0) }
        while let last = word.last, ".,)".unicodeScalars.contains(last) { word = word.dropLast() }
        return String(String.UnicodeScalarView(word))
    }
}
