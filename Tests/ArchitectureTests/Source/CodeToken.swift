/// A word, or any other character by itself, with where it stands.
struct CodeToken: Sendable {
    /// The word or character.
    var text: String
    /// The line, from 1.
    var line: Int
    /// Whether nothing stands between the token before and this one.
    var isAttached: Bool

    /// Whether this is a name, a keyword or a number.
    var isWord: Bool { text.utf8.first.map(Self.isWordByte) ?? false }

    /// The tokens of code in which comments and strings are blank already.
    static func tokens(of code: String) -> [CodeToken] {
        let bytes = Array(code.utf8)
        var tokens: [CodeToken] = []
        var line = 1
        var start = 0
        var lastEnd = -1
        while start < bytes.count {
            var end = start + 1
            if isWordByte(bytes[start]) {
                while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
            }
            if bytes[start] > UInt8(ascii: " ") {
                let text = String(decoding: bytes[start..<end], as: UTF8.self)
                tokens.append(CodeToken(text: text, line: line, isAttached: lastEnd == start))
                lastEnd = end
            } else if bytes[start] == UInt8(ascii: "\n") {
                line += 1
            }
            start = end
        }
        return tokens
    }

    /// Letters beyond ASCII count as parts of words.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...: true
        default: false
        }
    }
}
