import Cooperation

/// Writes a tree as JSON text, in one of the many ways that mean the same.
struct JSONText {
    /// White space around tokens, and escapes where none are needed, drawn from here; nil for the shortest text.
    var random: SeededRandom?
    private(set) var bytes: [UInt8] = []

    /// The shortest text.
    static func short(_ value: JSONValue) -> [UInt8] {
        var text = JSONText(random: nil)
        text.write(value)
        return text.bytes
    }

    init(random: SeededRandom?) {
        self.random = random
    }

    mutating func write(_ value: JSONValue) {
        blank()
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .number(let number): append(number.text)
        case .string(let text): write(text)
        case .array(let elements): list("[", "]", elements) { $0.write($1) }
        case .object(let members):
            list("{", "}", members) {
                $0.write($1.name)
                $0.blank()
                $0.append(":")
                $0.write($1.value)
            }
        }
        blank()
    }

    private mutating func list<Element>(
        _ opening: StaticString, _ closing: StaticString, _ elements: [Element],
        _ write: (inout JSONText, Element) -> Void
    ) {
        append(opening)
        for (position, element) in elements.enumerated() {
            if position > 0 { append(",") }
            blank()
            write(&self, element)
        }
        append(closing)
    }

    private mutating func write(_ text: String) {
        append("\"")
        if random?.once(in: 8) == true {
            for scalar in text.unicodeScalars {
                if random?.once(in: 3) == true { escape(scalar) } else { plain(String(scalar)) }
            }
        } else {
            plain(text)
        }
        append("\"")
    }

    /// With no escapes but those that must be.
    private mutating func plain(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case ..<0x20: escape(Unicode.Scalar(byte))
            default: bytes.append(byte)
            }
        }
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            append("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits)
        }
    }

    private mutating func blank() {
        guard random?.once(in: 6) == true, let blank = random?.pick([" ", "\n", "\t", "\r\n", "  "]) else { return }
        append(blank)
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
