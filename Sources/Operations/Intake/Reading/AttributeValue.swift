/// A CloudEvents attribute as it travels in an HTTP header (CloudEvents HTTP binding 1.0.2, section 3.1.3.2): quoted
/// strings are unquoted first (older senders write them), then percent-encoding is undone, once.
enum AttributeValue {
    /// The attribute's bytes; nil where they are not UTF-8, which the binding has refused.
    static func decode(_ field: String) -> [UInt8]? {
        let bytes = percentDecoded(unquoted(Array(field.utf8)))
        return String(validating: bytes, as: UTF8.self) == nil ? nil : bytes
    }

    /// The content of a quoted string (RFC 9110, section 5.6.4); anything else as it is.
    private static func unquoted(_ field: [UInt8]) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        guard field.count >= 2, field.first == quote, field.last == quote else { return field }
        var content: [UInt8] = []
        var rest = field[1..<(field.count - 1)]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
                content.append(byte)
                continue
            }
            content.append(escaped)
        }
        return content
    }

    /// A `%` without two hex digits after it stands for itself.
    private static func percentDecoded(_ field: [UInt8]) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(field.count)
        var index = 0
        while index < field.count {
            if field[index] == UInt8(ascii: "%"), index + 2 < field.count, let high = hexDigit(field[index + 1]),
                let low = hexDigit(field[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(field[index])
                index += 1
            }
        }
        return decoded
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
