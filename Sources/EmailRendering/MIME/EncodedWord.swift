import Foundation

/// Text for header fields (RFC 2047): ASCII as it is, anything else as UTF-8 encoded words of at most 75 characters.
enum EncodedWord {
    /// Words to be joined by folding blanks; each fits on a line of its own.
    static func words(_ text: String) -> [String] {
        let clean = CleanText.line(text, limit: 900)
        let isPlain = clean.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !clean.contains("=?")
        let words = clean.split(separator: " ").map(String.init)
        guard !isPlain || words.contains(where: { $0.utf8.count > 60 }) else { return words }
        return encode(clean)
    }

    /// The whole text in encoded words, each with complete characters. Blanks between encoded words vanish when read,
    /// so those of the text stand inside.
    private static func encode(_ text: String) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        for character in text.unicodeScalars {
            let encoded = Array(String(character).utf8)
            // 39 bytes are 52 characters of base64, 64 with the frame: short enough for the first line of a field,
            // where RFC 2047 allows 76 with the field's name.
            if bytes.count + encoded.count > 39 {
                words.append(frame(bytes))
                bytes = []
            }
            bytes += encoded
        }
        if !bytes.isEmpty { words.append(frame(bytes)) }
        return words
    }

    private static func frame(_ bytes: [UInt8]) -> String { "=?utf-8?B?\(Data(bytes).base64EncodedString())?=" }
}
