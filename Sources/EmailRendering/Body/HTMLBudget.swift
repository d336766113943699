/// Decides how much of each line an HTML part of bounded size can show.
///
/// Mail clients clip a message near 102 KB, and what they clip nobody misses until it is too late. So: every line in
/// full if all fit; otherwise, in reading order, full as long as the rest still fits in short form (the first third of
/// the room is for full lines in any case: they come first because they matter most); then short; then counted. Costs are upper bounds of the bytes after quoted-printable, so a plan that fits on paper fits in the mail.
struct HTMLBudget {
    /// How a line is shown.
    enum Form: Hashable, Sendable { case full, short, counted }

    /// What one line costs in each form, in encoded bytes.
    struct Cost {
        var full: Int
        var short: Int
    }

    /// The forms of lines with these costs, in order, within `budget` bytes.
    static func plan(_ costs: [Cost], budget: Int) -> [Form] {
        if costs.reduce(0, { $0 + $1.full }) <= budget { return costs.map { _ in .full } }
        var restInShort = costs.reduce(0) { $0 + $1.short }
        var used = 0
        return costs.map { cost in
            restInShort -= cost.short
            if used + cost.full + restInShort <= budget || used + cost.full <= budget / 3 {
                used += cost.full
                return .full
            }
            if used + cost.short <= budget {
                used += cost.short
                return .short
            }
            return .counted
        }
    }

    /// At most so many bytes does a text take in quoted-printable, its soft line breaks included.
    static func encodedBytes(_ text: String) -> Int {
        var bytes = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "="), 0x80...0xFF: bytes += 3
            case UInt8(ascii: "\n"): bytes += 7  // CRLF; a blank before it or a mark after it may be encoded
            default: bytes += 1
            }
        }
        return bytes + (bytes / 70 + 1) * 5
    }
}
