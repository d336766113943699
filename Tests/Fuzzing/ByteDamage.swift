/// Damages bytes the way the world does: flipped, lost, doubled and foreign ones, and words of JSON out of place.
struct ByteDamage {
    private static let words = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "\\udc00", "null", "true", "-1", "1e9", "0",
        " ",
        "\n", "\u{FEFF}", "\u{0}", "é", "🎵", "\"fr\":", "\"data\":", "\"type\":", "\"starts\":\"2019-02-30\",",
        "{\"a\":",
        "[[", "//", "NaN",
    ].map { Array($0.utf8) }
    private static let foreign: [[UInt8]] = [
        [0xE9], [0xC3], [0xFF], [0x80], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x9D],
        [0x1F, 0x8B], [0xEF, 0xBB, 0xBF], [0, 0, 0, 0, 7],
    ]

    static func apply(to bytes: inout [UInt8], _ random: inout SeededRandom) {
        guard !bytes.isEmpty else { return bytes.append(UInt8(truncatingIfNeeded: random.next())) }
        let at = random.below(bytes.count)
        let end = min(bytes.count, at + 1 + random.below(12))
        switch random.below(8) {
        case 0: bytes[at] ^= 1 << UInt8(random.below(8))
        case 1: bytes[at] = UInt8(truncatingIfNeeded: random.next())
        case 2: bytes.removeSubrange(at..<end)
        case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
        case 4: bytes.removeSubrange(at...)
        case 5: bytes.insert(contentsOf: random.pick(foreign), at: random.once(in: 2) ? 0 : at)
        default: bytes.insert(contentsOf: random.pick(words), at: at)
        }
    }
}
