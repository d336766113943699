/// Why a schema cannot be judged by.
public struct SchemaProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The schema's file.
    public var file: String
    /// Where in it: a JSON Pointer (RFC 6901), empty for the whole.
    public var pointer: String
    /// What is wrong, and what would be right.
    public var message: String

    /// A problem from its parts.
    public init(file: String, pointer: String, message: String) {
        self.file = file
        self.pointer = pointer
        self.message = message
    }

    /// `schemas/digest.v1.json: /properties/id: …`.
    public var description: String {
        pointer.isEmpty ? "\(file): \(message)" : "\(file): \(pointer): \(message)"
    }
}
