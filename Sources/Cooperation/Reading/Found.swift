import CSimdJSON

/// How messages name what was found: short, quoted, with what cannot be seen escaped.
enum Found {
    /// The longest excerpt of a value in a message, in characters.
    static let maxExcerpt = 60

    /// A text in quotes, cut where it is long.
    static func quoted(_ text: String) -> String {
        let head = text.unicodeScalars.prefix(maxExcerpt)
        let isCut = head.endIndex < text.unicodeScalars.endIndex
        return "\"" + head.map(shown).joined() + (isCut ? "\"…" : "\"")
    }

    /// A character as it may stand in a log or on a terminal: what cannot be seen, or turns the writing round, by its
    /// number.
    private static func shown(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"", "\\": return "\\\(scalar)"
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        case " "..."~": return String(scalar)
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\u{\(digits.count < 2 ? "0" : "")\(digits)}"
        default: return String(scalar)
        }
    }

    /// Bytes as text in quotes, cut where they are long.
    static func quoted(_ bytes: UnsafeRawBufferPointer) -> String {
        quoted(String(decoding: bytes.prefix(8 * maxExcerpt), as: UTF8.self))
    }

    /// A value by its type and, where short, its content.
    static func described(_ node: JSONNode) -> String {
        switch node.type {
        case CSJ_NULL: "null"
        case CSJ_TRUE, CSJ_FALSE: node.string
        case CSJ_NUMBER: "the number " + String(decoding: node.bytes.prefix(maxExcerpt), as: UTF8.self)
        case CSJ_ARRAY: node.childCount == 0 ? "an empty array" : "an array"
        case CSJ_OBJECT: node.childCount == 0 ? "an empty object" : "an object"
        default: quoted(node.bytes)
        }
    }

    /// Tells of JSON that was made a string once more; empty for anything else.
    static func jsonWithin(_ node: JSONNode) -> String {
        guard node.isString, node.bytes.first == UInt8(ascii: "{") else { return "" }
        return "; it looks like JSON within a string: send the object itself"
    }

    /// `one of a, b, c`, and which of them the found text seems to mean.
    static func choice(_ found: String, of names: [String]) -> String {
        let nearest = SpokenWord.meant(by: found, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
        return "found \(quoted(found)), expected one of \(names.joined(separator: ", "))\(nearest)"
    }
}
