import Cooperation

/// How messages name values: short, quoted, with control characters escaped.
enum InWords {
    /// The longest excerpt of a document in a message, in code points.
    static let maxExcerpt = 60

    /// What a value is and, where short, what it holds.
    static func found(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let number): "the number " + cut(number.text, to: maxExcerpt)
        case .string(""): "an empty text"
        case .string(let text): quoted(text)
        case .array(let elements): elements.isEmpty ? "an empty array" : "an array"
        case .object(let members): members.isEmpty ? "an empty object" : "an object"
        }
    }

    /// A value that a schema names: its text without quotes.
    static func allowed(_ value: JSONValue) -> String {
        if case .string(let text) = value { return text.isEmpty ? "an empty text" : text }
        return found(value)
    }

    static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let head = String(scalars.prefix(maxExcerpt)).debugDescription
        return scalars.count > maxExcerpt ? head + "…" : head
    }

    static func cut(_ text: String, to limit: Int) -> String {
        let scalars = text.unicodeScalars
        return scalars.count > limit ? String(scalars.prefix(limit)) + "…" : text
    }

    static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }

    static func types(_ types: Set<JSONType>) -> String {
        JSONType.allCases.filter(types.contains).map(type).joined(separator: " or ")
    }

    private static func type(_ type: JSONType) -> String {
        switch type {
        case .null: "null"
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .number: "a number"
        case .string: "a text"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
