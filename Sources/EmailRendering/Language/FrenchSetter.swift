/// Sets French word by word: only the blank between two words is ever changed, and blanks are added around marks.
struct FrenchSetter {
    typealias Word = TextWord.Scalars

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

    mutating func append(_ word: Word) {
        guard let first = word.first else { return }
        if TextWord.isBlank(first) {
            pending = word
            return
        }
        let blank = pending
        pending = nil
        if TextWord.isOpaque(word) {
            scalars.append(contentsOf: (blank.map(Array.init) ?? []))
            scalars.append(contentsOf: word)
            followsOpaque = true
            return
        }
        let dressed = TextWord.dressed(word)
        scalars.append(contentsOf: separator(blank, before: dressed))
        appendMarks(of: dressed)
        followsOpaque = false
    }

    /// The blank that the norm wants between what stands and `word`.
    private func separator(_ blank: Word?, before word: Word) -> [Unicode.Scalar] {
        guard let blank, let first = word.first else { return [] }
        let previous = scalars.last
        if previous == "«" || first == "»" { return [Self.noBreak] }
        if Self.isDigit(first) || first == "{", endsWithNumberSign || endsWithHour { return [Self.noBreak] }
        if Self.startsWithMark(word), !followsOpaque, previous.map(Self.endsWord) == true {
            if first == ":" { return [Self.noBreak] }
            return spacesHighPunctuation ? [Self.narrowNoBreak] : []
        }
        if previous.map(Self.isDigit) == true, Self.units.contains(Self.bare(word)) || Self.isGroup(word) {
            return [Self.noBreak]
        }
        return Array(blank)
    }

    /// Whether what stands ends with `nº`: the number belongs to it.
    private var endsWithNumberSign: Bool {
        let end = Array(scalars.suffix(3))
        guard end.count > 1, let sign = end.last, sign == "º" || sign == "°" else { return false }
        guard end[end.count - 2] == "n" || end[end.count - 2] == "N" else { return false }
        return end.count == 2 || !end[0].properties.isAlphabetic
    }

    /// Whether what stands ends with an hour (`8 h`): its minutes belong to it.
    private var endsWithHour: Bool {
        let end = Array(scalars.suffix(3))
        return end.count == 3 && end[2] == "h" && TextWord.isBlank(end[1]) && Self.isDigit(end[0])
    }

    /// Appends the word, with the blanks its inner and final marks want.
    private mutating func appendMarks(of word: Word) {
        for index in word.indices {
            let scalar = word[index]
            let next = word[word.index(after: index)...].first
            if scalar == "»", let last = scalars.last, !TextWord.isBlank(last), last != "«" {
                scalars.append(Self.noBreak)
            }
            if next == nil || next.map(TextWord.isClosing) == true { spaceBefore(scalar) }
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
        return word.first { !":!?;".unicodeScalars.contains($0) }.map(TextWord.isClosing) ?? true
    }

    /// Three digits: the next group of a large number.
    private static func isGroup(_ word: Word) -> Bool {
        let digits = bare(word).unicodeScalars
        return digits.count == 3 && digits.allSatisfy(isDigit)
    }

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
