/// Quoted-printable (RFC 2045, 6.7): text that survives any mail server, lines of at most 76 characters.
enum QuotedPrintable {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// The text, encoded; LF and CRLF alike become CRLF. Characters are never split over a soft break.
    static func encode(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 5 / 4)
        let normalized = text.replacing("\r\n", with: "\n")
        for line in normalized.split(separator: "\n", omittingEmptySubsequences: false) {
            encodeLine(line, into: &bytes)
            bytes += [13, 10]
        }
        // The split gives one empty line after a final break.
        if normalized.hasSuffix("\n") || normalized.isEmpty { bytes.removeLast(2) }
        return bytes
    }

    private static func encodeLine(_ line: Substring, into bytes: inout [UInt8]) {
        var column = 0
        let scalars = line.unicodeScalars
        for index in scalars.indices {
            let isLast = scalars.index(after: index) == scalars.endIndex
            let encoded = encode(scalars[index], atLineEnd: isLast)
            // 75 characters leave room for the soft break's own "=".
            if column + encoded.count > (isLast ? 76 : 75) {
                bytes += [UInt8(ascii: "="), 13, 10]
                column = 0
            }
            bytes += encoded
            column += encoded.count
        }
    }

    private static func encode(_ scalar: Unicode.Scalar, atLineEnd: Bool) -> [UInt8] {
        switch scalar.value {
        case 0x20 where !atLineEnd, 0x09 where !atLineEnd: [UInt8(scalar.value)]
        case 0x21...0x3C, 0x3E...0x7E: [UInt8(scalar.value)]
        default: UTF8.encode(scalar).map { $0.flatMap(escape) } ?? []
        }
    }

    private static func escape(_ byte: UInt8) -> [UInt8] {
        [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
