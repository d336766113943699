/// Percent-encoding (RFC 3986, section 2.1) of names within header values: what is not a letter, a digit or one of
/// `-._~` is encoded, so that commas, equals signs and line breaks in names cannot be taken for structure.
enum PercentCoding {
    private static let hex = Array("0123456789ABCDEF".utf8)

    /// The encoded names, joined with commas.
    static func joined(_ names: [String]) -> [UInt8] {
        Array(names.map { encode($0) }.joined(separator: [UInt8(ascii: ",")]))
    }

    static func encode(_ text: String) -> [UInt8] {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isUnreserved(byte) {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return encoded
    }

    /// The text that was encoded; nil for what `encode` cannot have written.
    static func decode(_ encoded: some Collection<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var rest = encoded[...]
        while let byte = rest.popFirst() {
            if byte != UInt8(ascii: "%") {
                guard isUnreserved(byte) else { return nil }
                bytes.append(byte)
            } else {
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "~")
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        hex.firstIndex(of: byte.isASCIIDigit ? byte : byte & 0xDF).map(UInt8.init)
    }
}
