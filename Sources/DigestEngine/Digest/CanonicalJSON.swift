import Foundation

/// JSON with one spelling per value, so that equal values are equal bytes: keys in code-point order, no white space,
/// no escaped slashes, the form of RFC 8785 for the values that occur here (strings, booleans and whole numbers).
enum CanonicalJSON {
    /// The bytes of a value. Precondition: it encodes, which the types of this module always do.
    static func bytes(of value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value))
        } catch {
            preconditionFailure("a value of \(type(of: value)) does not encode: \(error)")
        }
    }
}
