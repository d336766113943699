/// A number of a JSON document, with its text.
///
/// A text without fraction and exponent is taken exactly; any other as the binary64 that it reads as, which is what
/// RFC 8259 (section 6) tells senders to expect of readers. So 12, 12.0 and 1.2e1 are one number, and it is whole.
public struct JSONNumber: Sendable {
    /// As it stands in the document.
    public let text: String
    /// Whether JSON Schema calls it an integer: no fraction, however written. What exceeds binary64 in a text with an
    /// exponent is infinite, and infinity is not whole.
    public let isWhole: Bool
    private let value: Value

    private enum Value: Hashable {
        case whole(Int128)
        /// A fraction, or what 128 bits cannot count.
        case real(Double)
    }

    /// A number from the text that a parser found to be one.
    init(parsed text: String) {
        self.text = text
        let isDigits = !text.utf8.contains { [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains($0) }
        if isDigits, let whole = Int128(text) {
            (value, isWhole) = (.whole(whole), true)
            return
        }
        let real = Double(text) ?? .infinity
        isWhole = isDigits || (real.isFinite && real.rounded(.towardZero) == real)
        value = isWhole ? Int128(exactly: real).map(Value.whole) ?? .real(real) : .real(real)
    }

    private var approximately: Double {
        switch value {
        case .whole(let whole): Double(whole)
        case .real(let real): real
        }
    }
}

extension JSONNumber: Comparable {
    /// Whether both count the same.
    public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
        left.value == right.value
    }

    /// Whether the left one counts less.
    public static func < (left: JSONNumber, right: JSONNumber) -> Bool {
        if case .whole(let left) = left.value, case .whole(let right) = right.value { return left < right }
        return left.approximately < right.approximately
    }
}

extension JSONNumber: Hashable {
    /// Numbers that count the same hash alike.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(value)
    }
}
