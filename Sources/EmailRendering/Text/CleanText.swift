/// Makes what strangers wrote safe to set: no control characters, nothing that reorders text, nothing invisible.
///
/// Escaping for HTML, headers or calendars comes later and is each format's own; this is what all of them want.
enum CleanText {
    /// One line: every kind of line break and run of blanks becomes one space. Cut at `limit` Unicode scalars, with `…`.
    static func line(_ text: String, limit: Int = 500) -> String {
        var scalars = String.UnicodeScalarView()
        var count = 0
        var owesSpace = false
        for scalar in text.unicodeScalars {
            if isBreak(scalar) || scalar == " " {
                owesSpace = count > 0
                continue
            }
            if isHarmful(scalar) { continue }
            if count >= limit {
                scalars.append("…")
                break
            }
            if owesSpace {
                scalars.append(" ")
                count += 1
                owesSpace = false
            }
            scalars.append(scalar)
            count += 1
        }
        return String(scalars)
    }

    /// Paragraphs, each one line; empty ones vanish. Cut at `limit` Unicode scalars over all, with `…`.
    static func paragraphs(_ text: String, limit: Int) -> [String] {
        var left = limit
        var paragraphs: [String] = []
        for part in text.split(whereSeparator: \.isNewline) where left > 0 {
            let paragraph = line(String(part), limit: left)
            guard !paragraph.isEmpty else { continue }
            paragraphs.append(paragraph)
            left -= paragraph.unicodeScalars.count
        }
        return paragraphs
    }

    /// A BCP 47 tag as far as its shape goes; nil for anything else.
    static func languageTag(_ tag: String) -> String? {
        let subtags = tag.split(separator: "-", omittingEmptySubsequences: false)
        let wellFormed = subtags.allSatisfy { subtag in
            (1...8).contains(subtag.utf8.count) && subtag.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
        guard wellFormed, let primary = subtags.first, primary.utf8.count >= 2, primary.allSatisfy(\.isLetter) else {
            return nil
        }
        return tag
    }

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// Controls (C0, C1), bidirectional marks, overrides and isolates, invisible fillers, tags, noncharacters.
    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F,
            0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        default: scalar.properties.isNoncharacterCodePoint
        }
    }
}
