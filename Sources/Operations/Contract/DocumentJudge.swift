import Cooperation
public import Foundation

/// Judges documents: as events of the contract, or by a JSON Schema.
///
/// Used by one owner at a time (an event's reader reuses its memory), and so not `Sendable`.
public struct DocumentJudge {
    /// One thing that is wrong with a document.
    public struct Fault: Hashable, Sendable {
        /// Where: a JSON Pointer (RFC 6901), empty for the whole document.
        public let path: String
        /// What was found and what was expected.
        public let message: String
    }

    private enum Measure {
        case events(EventReader)
        case schema(JSONSchema)
    }

    private let measure: Measure

    /// Judges events as the worker's own reader does.
    public init() {
        measure = .events(EventReader())
    }

    /// Judges by the schema in a file and those beside it. Throws `SchemaProblem`.
    public init(schema file: URL) throws {
        measure = .schema(try JSONSchema(contentsOf: file))
    }

    /// Everything that is wrong with one document, a JSON text in UTF-8; empty where nothing is.
    public func faults(in document: [UInt8]) -> [Fault] {
        switch measure {
        case .events(let reader):
            reader.validate(value: document).map {
                Fault(path: $0.pointer, message: "\($0.code.rawValue): \($0.message)")
            }
        case .schema(let schema):
            schema.faults(in: document).map { Fault(path: $0.pointer, message: $0.message) }
        }
    }
}
