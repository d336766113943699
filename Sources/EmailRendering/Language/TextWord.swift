/// What typography does to one word, whatever the language.
enum TextWord {
    typealias Scalars = String.UnicodeScalarView.SubSequence

    /// Whether a scalar parts words without ending a line.
    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == FrenchSetter.noBreak || scalar == FrenchSetter.narrowNoBreak
    }

    /// Links and mail addresses: nothing in them is punctuation.
    static func isOpaque(_ word: Scalars) -> Bool {
        let text = String(word)
        return text.contains("://") || text.contains("@") || text.hasPrefix("www.") || text.hasPrefix("mailto:")
    }

    /// The word with typographic apostrophes, and an en dash where it is a range.
    static func dressed(_ word: Scalars) -> Scalars {
        guard word.contains(where: { $0 == "'" || $0 == "-" }) else { return word }
        var dressed = String.UnicodeScalarView()
        for part in parts(of: word) {
            guard !isCode(part) else {
                dressed.append(contentsOf: part)
                continue
            }
            var round = String.UnicodeScalarView()
            for index in part.indices {
                round.append(word[index] == "'" && isInWord(word, index) ? "’" : word[index])
            }
            dressed.append(contentsOf: withRange(round[...]))
        }
        return dressed[...]
    }

    /// The word cut wherever a blank may be set: what is one word now may be several the next time.
    private static func parts(of word: Scalars) -> [Scalars] {
        var parts: [Scalars] = []
        var start = word.startIndex
        for index in word.indices {
            let next = word[word.index(after: index)...].first
            let isMark = ":;!?".unicodeScalars.contains(word[index]) && next.map(isClosing) != false
            guard isMark || word[index] == "«" || word[index] == "»" else { continue }
            parts += [word[start..<index], word[index...index]]
            start = word.index(after: index)
        }
        return parts + [word[start...]]
    }

    /// Whether a mark before this scalar ends what stands before it.
    static func isClosing(_ scalar: Unicode.Scalar) -> Bool { "»)]!?".unicodeScalars.contains(scalar) }

    /// A path, a host, a file: its marks are part of its spelling.
    private static func isCode(_ word: Scalars) -> Bool {
        if word.contains(where: { "/_#=\\".unicodeScalars.contains($0) }) { return true }
        return word.indices.contains { index in
            word[index] == "." && word[word.index(after: index)...].first?.properties.isAlphabetic == true
        }
    }

    private static func isInWord(_ word: Scalars, _ index: Scalars.Index) -> Bool {
        guard let before = word[..<index].last, before.properties.isAlphabetic,
            let after = word[word.index(after: index)...].first
        else { return false }
        return after.properties.isAlphabetic || "0"..."9" ~= after || after == "«" || after == "{"
    }

    /// `2017-2019`, `9-12`, `14h-16h30`: two numbers that go up, two years, or two times. A telephone number, an ISO date
    /// and a code are none of these.
    private static func withRange(_ word: Scalars) -> Scalars {
        let isCore: (Unicode.Scalar) -> Bool = { !"([«»]).,;:!?".unicodeScalars.contains($0) }
        guard let start = word.firstIndex(where: isCore), let end = word.lastIndex(where: isCore) else { return word }
        let ends = word[start...end].split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, isRange(String(ends[0]), String(ends[1])) else { return word }
        return (Array(word[..<start]) + Array(ends[0]) + ["–"] + Array(ends[1]) + Array(word[end...].dropFirst()))
            .reduce(into: String.UnicodeScalarView()) { $0.append($1) }[...]
    }

    private static func isRange(_ from: String, _ to: String) -> Bool {
        if isTime(from), isTime(to) { return true }
        guard let low = Int(from), let high = Int(to), low < high, low >= 0 else { return false }
        return from.count == 4 && to.count == 4 || from.count <= 2 && to.count <= 2
    }

    /// `14h`, `14h30`, `14:30`.
    private static func isTime(_ text: String) -> Bool {
        let parts = text.split(separator: text.contains("h") ? "h" : ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2 || text.hasSuffix("h") else {
            return false
        }
        return parts.allSatisfy { $0.allSatisfy { "0"..."9" ~= $0 } }
    }
}
