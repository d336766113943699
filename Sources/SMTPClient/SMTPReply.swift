/// What a server said (RFC 5321, 4.2): a code, an enhanced code where it has one (RFC 3463), and its words.
public struct SMTPReply: Hashable, Sendable, CustomStringConvertible {
    /// Three digits: 2xx yes, 4xx not now, 5xx no.
    public var code: Int
    /// `5.1.1`, where the server says it.
    public var enhanced: String?
    /// Its words, the lines of a long reply with spaces between.
    public var words: String

    /// A reply from its parts.
    public init(code: Int, enhanced: String? = nil, words: String) {
        self.code = code
        self.enhanced = enhanced
        self.words = words
    }

    /// As the server said it, on one line.
    public var description: String {
        ([String(code)] + [enhanced, words].compactMap { $0 }.filter { !$0.isEmpty }).joined(separator: " ")
    }
}

/// Puts replies together from their lines: `250-PIPELINING`, `250 SIZE`. Bounded, whatever a server says.
struct ReplyReader {
    private static let maxBytes = 2_048
    private var texts: [Substring] = []
    private var byteCount = 0

    /// The last reply that was complete.
    private(set) var last: SMTPReply?

    /// Takes one line, with or without its end.
    mutating func take(_ line: String) {
        let line = line.drop { $0.isNewline }.prefix { !$0.isNewline }
        guard line.utf8.count >= 3, let code = Int(line.prefix(3)), (200...599).contains(code) else { return }
        let rest = line.dropFirst(3)
        if byteCount < Self.maxBytes {
            byteCount += rest.utf8.count
            texts.append(rest.dropFirst())
        }
        if rest.first == "-" { return }
        last = Self.reply(code, texts)
        (texts, byteCount) = ([], 0)
    }

    /// The enhanced code stands at the beginning of each line, but is said once.
    private static func reply(_ code: Int, _ lines: [Substring]) -> SMTPReply {
        let first = lines.first?.prefix { $0 != " " } ?? ""
        let enhanced = first.wholeMatch(of: /[245]\.\d{1,3}\.\d{1,3}/) == nil ? nil : String(first)
        let words = lines.map { line in
            let text = enhanced.map { line.hasPrefix($0) ? line.dropFirst($0.count) : line } ?? line
            return text.split(whereSeparator: \.isWhitespace).map(printable).joined(separator: " ")
        }
        return SMTPReply(
            code: code, enhanced: enhanced, words: String(words.joined(separator: " ").prefix(maxBytes)))
    }

    /// A server's words go into logs and headers: no control characters.
    private static func printable(_ text: Substring) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }
}
