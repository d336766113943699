/// One header field (RFC 5322), folded at 78 columns; its words hold neither CR nor LF, so none can begin another.
struct HeaderField {
    private let name: String
    private let words: [String]

    /// A field of unstructured text.
    init(_ name: String, text: String) {
        self.init(name, words: EncodedWord.words(text))
    }

    /// A field of words that are already in their final form.
    init(_ name: String, words: [String]) {
        self.name = name
        self.words = words.map { word in String(word.unicodeScalars.filter { (0x20...0x7E).contains($0.value) }) }
    }

    /// A field whose words may be UTF-8 (RFC 6532); without controls they cannot begin another field.
    private init(_ name: String, internationalWords words: [String]) {
        self.name = name
        self.words = words.map { word in
            String(word.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
        }
    }

    /// A field of mailboxes: `name <address>`. Only an address goes beyond ASCII, where the payload has such a one.
    init(_ name: String, mailboxes: [EmailPayload.Address]) {
        let words = mailboxes.enumerated().flatMap { index, mailbox in
            let address = index < mailboxes.count - 1 ? "<\(mailbox.email)>," : "<\(mailbox.email)>"
            return (mailbox.name.map(Self.phrase) ?? []) + [address]
        }
        self.init(name, internationalWords: words)
    }

    /// The field with its CRLF.
    var text: String {
        var lines: [String] = []
        var line = "\(name):"
        for word in words {
            if line.utf8.count + 1 + word.utf8.count > 78, line.utf8.count > name.utf8.count + 1 {
                lines.append(line)
                line = ""
            }
            line += " " + word
        }
        lines.append(line)
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    /// A display name: atoms as they are, anything else quoted, and beyond ASCII in encoded words.
    static func phrase(_ name: String) -> [String] {
        let words = EncodedWord.words(name)
        let isEncoded = words.first?.hasPrefix("=?") ?? false
        let isAtoms = words.allSatisfy { $0.utf8.allSatisfy(MailAddress.isAtomText) }
        guard !isEncoded, !isAtoms else { return words }
        let escaped = words.joined(separator: " ").replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return ["\"\(escaped)\""]
    }
}
