/// Sets English word by word: blanks stay as written, but for the one between `No.` and its number.
enum EnglishSetter {
    /// The text of these words and blanks, set.
    static func text(_ words: [TextWord.Scalars]) -> String {
        var scalars = String.UnicodeScalarView()
        for (place, word) in words.enumerated() {
            if word.first.map(TextWord.isBlank) == true, place > 0, place + 1 < words.count,
                isNumbered(words[place - 1], words[place + 1])
            {
                scalars.append(FrenchSetter.noBreak)
            } else {
                scalars.append(contentsOf: TextWord.isOpaque(word) ? word : TextWord.dressed(word))
            }
        }
        return String(scalars)
    }

    private static func isNumbered(_ word: TextWord.Scalars, _ next: TextWord.Scalars) -> Bool {
        guard let first = next.first, first == "{" || ("0"..."9").contains(first) else { return false }
        return ["No.", "(No.", "no.", "(no."].contains(String(word))
    }
}
