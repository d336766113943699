import Testing

/// A schema, with documents that keep to it and documents that break it, each with the places of its faults.
struct KeywordCase: Sendable, CustomTestStringConvertible {
    let behaviour: String
    let schema: String
    let valid: [String]
    let invalid: [(document: String, pointers: [String])]

    init(_ behaviour: String, _ schema: String, valid: [String], invalid: [(String, [String])]) {
        self.behaviour = behaviour
        self.schema = schema
        self.valid = valid
        self.invalid = invalid.map { ($0, $1) }
    }

    /// For values that are at fault as a whole.
    init(_ behaviour: String, _ schema: String, valid: [String], refused: [String]) {
        self.init(behaviour, schema, valid: valid, invalid: refused.map { ($0, [""]) })
    }

    var testDescription: String { behaviour }
}
