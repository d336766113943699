/// Quoted-printable (RFC 2045, 6.7): text that survives any mail server, lines of at most 76 characters.
///
/// Lines that a careless program would take for the end of the message or the beginning of the next (`.` and `From `,
/// RFC 2049, 3) are encoded at their first character.
enum QuotedPrintable {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// The text, encoded; LF and CRLF alike become CRLF. Characters are never split over a soft break.
    static func encode(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var encoder = Encoder(capacity: bytes.count * 5 / 4)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let isCRLF = byte == 13 && index + 1 < bytes.count && bytes[index + 1] == 10
            if byte == 10 || isCRLF {
                encoder.breakLine()
                index += isCRLF ? 2 : 1
                continue
            }
            let end = min(index + length(leading: byte), bytes.count)
            encoder.append(
                bytes[index..<end], atLineEnd: end == bytes.count || bytes[end] == 10 || bytes[end] == 13,
                canBegin: !isTreacherous(bytes[index...]))
            index = end
        }
        return encoder.output
    }

    private static func isTreacherous(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.first == UInt8(ascii: ".") || rest.starts(with: "From ".utf8)
    }

    /// How many bytes the character takes that begins with this one.
    private static func length(leading byte: UInt8) -> Int {
        switch byte {
        case 0xC0...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xFF: 4
        default: 1
        }
    }

    /// Lines under construction.
    private struct Encoder {
        private(set) var output: [UInt8] = []
        private var column = 0

        init(capacity: Int) { output.reserveCapacity(capacity) }

        mutating func breakLine() {
            output.append(13)
            output.append(10)
            column = 0
        }

        /// - Parameter canBegin: whether a line may begin with the character as it is.
        mutating func append(_ character: ArraySlice<UInt8>, atLineEnd: Bool, canBegin: Bool) {
            let isLiteral = character.count == 1 && character.first.map { Self.isLiteral($0, atLineEnd) } == true
            // 75 characters leave room for the soft break's own "=".
            if column + (isLiteral ? 1 : character.count * 3) > (atLineEnd ? 76 : 75) {
                output.append(UInt8(ascii: "="))
                breakLine()
            }
            let standsAsItIs = isLiteral && (canBegin || column > 0)
            for byte in character {
                if standsAsItIs { output.append(byte) } else { escape(byte) }
            }
            column += standsAsItIs ? 1 : character.count * 3
        }

        private mutating func escape(_ byte: UInt8) {
            output.append(UInt8(ascii: "="))
            output.append(digits[Int(byte >> 4)])
            output.append(digits[Int(byte & 15)])
        }

        private static func isLiteral(_ byte: UInt8, _ atLineEnd: Bool) -> Bool {
            switch byte {
            case 0x20, 0x09: !atLineEnd
            case 0x21...0x3C, 0x3E...0x7E: true
            default: false
            }
        }
    }
}
