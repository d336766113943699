/// Questions about bytes of UTF-8 text that the hot path asks, answered without making a `String`.
extension UnsafeRawBufferPointer {
    /// Whether both hold the same bytes.
    @inline(__always)
    func matches(_ other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        var at = 0
        while at + 8 <= count {
            if loadUnaligned(fromByteOffset: at, as: UInt64.self)
                != other.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            {
                return false
            }
            at += 8
        }
        while at < count {
            if self[at] != other[at] { return false }
            at += 1
        }
        return true
    }

    /// Whether they hold exactly this text.
    @inline(__always)
    func matches(_ text: StaticString) -> Bool {
        matches(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Whether they hold exactly this text.
    func matches(_ text: String) -> Bool {
        text.withRawUTF8 { matches($0) }
    }

    /// Whether they hold this text, which is in lower case, in any case of ASCII letters.
    func matchesIgnoringCase(_ text: StaticString) -> Bool {
        if matches(text) { return true }
        let other = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        return count == other.count && zip(self, other).allSatisfy { $0.asciiLowercased == $1 }
    }

    /// Whether they start with this text.
    func starts(with text: StaticString) -> Bool {
        count >= text.utf8CodeUnitCount && part(0, text.utf8CodeUnitCount).matches(text)
    }

    /// The bytes from one index up to another.
    @inline(__always)
    func part(_ from: Int, _ to: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[from..<to])
    }

    /// The bytes without spaces and tabs before and after.
    var trimmed: UnsafeRawBufferPointer {
        func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return part(0, 0)
        }
        return part(first, last + 1)
    }

    /// Whether they hold more than `limit` code points. Precondition: valid UTF-8.
    @inline(__always)
    func hasMoreCodePoints(than limit: Int) -> Bool {
        count > limit && codePointCount > limit
    }

    /// How many code points they hold. Precondition: valid UTF-8.
    var codePointCount: Int {
        var total = 0
        for byte in self where byte & 0xC0 != 0x80 { total += 1 }
        return total
    }
}

extension UInt8 {
    var isASCIILetter: Bool {
        let lower = self | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }

    var isASCIIDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    var asciiLowercased: UInt8 {
        self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
    }
}
