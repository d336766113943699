/// The form of a BCP 47 language tag: `^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`.
enum LanguageTag {
    static func isWellFormed(_ tag: UnsafeRawBufferPointer) -> Bool {
        var length = 0
        var isFirst = true
        for byte in tag {
            if byte == UInt8(ascii: "-") {
                guard length >= (isFirst ? 2 : 1) else { return false }
                isFirst = false
                length = 0
            } else {
                length += 1
                guard byte.isASCIILetter || (!isFirst && byte.isASCIIDigit), length <= 8 else { return false }
            }
        }
        return length >= (isFirst ? 2 : 1)
    }
}

/// The form of an IANA time zone's name: `^(UTC|[A-Za-z]+(/[A-Za-z0-9_+-]+){1,2})$`.
enum TimeZoneName {
    static func isWellFormed(_ name: UnsafeRawBufferPointer) -> Bool {
        if name.matches("UTC") { return true }
        var parts = 1
        var length = 0
        for byte in name {
            if byte == UInt8(ascii: "/") {
                guard length > 0 else { return false }
                parts += 1
                length = 0
            } else {
                guard parts == 1 ? byte.isASCIILetter : isPartOfCity(byte) else { return false }
                length += 1
            }
        }
        return length > 0 && (2...3).contains(parts)
    }

    private static func isPartOfCity(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: "-")
    }
}

/// A whole number from 0, as JSON Schema's `integer` takes it: any number without a fraction, however written.
struct WholeNumber {
    /// Its value; a larger one than `Int` holds counts as the largest.
    let value: Int

    /// Reads the text of a JSON number; nil for one below 0 or with a fraction.
    init?(json: UnsafeRawBufferPointer) {
        if json.allSatisfy(\.isASCIIDigit) {
            value = json.reduce(0) { sum, digit in
                let (scaled, overflows) = sum.multipliedReportingOverflow(by: 10)
                let (next, overflowsToo) = scaled.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
                return overflows || overflowsToo ? Int.max : next
            }
            return
        }
        guard let number = Double(String(decoding: json, as: UTF8.self)), number.isFinite, number >= 0,
            number.rounded(.towardZero) == number
        else { return nil }
        value = number >= 0x1p63 ? Int.max : Int(number)
    }
}
