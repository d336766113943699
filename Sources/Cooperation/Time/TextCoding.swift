extension Decoder {
    /// Reads a value from its text form; the error says what was found and what was expected.
    func decodeText<Value>(_ expected: String, _ read: (String) -> Value?) throws -> Value {
        let text = try singleValueContainer().decode(String.self)
        if let value = read(text) { return value }
        throw DecodingError.dataCorrupted(
            .init(
                codingPath: codingPath,
                debugDescription: "found \u{201C}\(text.prefix(80))\u{201D}, expected \(expected)"))
    }
}

extension Encoder {
    /// Writes a value's text form.
    func encodeText(_ text: String) throws {
        var container = singleValueContainer()
        try container.encode(text)
    }
}
