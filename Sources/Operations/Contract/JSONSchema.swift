public import Cooperation
public import Foundation

/// A JSON Schema of draft 2020-12, strictly the part of it that this project's schemas are written in: a keyword that
/// is not read refuses the schema when it is loaded, so that nothing it asks for is silently ignored; only annotations
/// whose names begin with `x-` are passed over. `pattern` is ECMAScript's over code points, and `format` (`date` and
/// `date-time`) is asserted.
///
/// Never reads the network: a `$ref` leads to the schema itself or to a file beside it.
public struct JSONSchema: Sendable {
    /// The schema's title, where it has one.
    public let title: String?
    /// How deep the objects and arrays of a document may lie, the outermost counting as one.
    public static let maxDepth = 200
    /// How many faults are told of one document at most.
    public static let maxFaults = 1_000

    private let nodes: SchemaNodes

    /// Loads a schema and every schema that it refers to. Throws `SchemaProblem`.
    public init(contentsOf file: URL) throws {
        var compiler = SchemaCompiler()
        nodes = try compiler.compile(file)
        title = nodes[SchemaNodes.root].title
    }

    /// Everything that is wrong with a document, in the order of the schema; empty where nothing is.
    ///
    /// `document` is one JSON text in UTF-8. What is no JSON at all is one fault. A name that stands twice in one object
    /// is a fault wherever it stands, as readers disagree about which of the two counts.
    public func faults(in document: [UInt8]) -> [SchemaFault] {
        switch JSONValue.parse(document, maxDepth: JSONSchema.maxDepth) {
        case .success(let value):
            return faults(in: value)
        case .failure(let rejection):
            return rejection.faults.map {
                let found = "what cannot be read (\($0.code.rawValue): \($0.message))"
                return SchemaFault(pointer: $0.pointer, found: found, expected: "one JSON document")
            }
        }
    }

    /// The same for a value that is at hand. Precondition: it is at most `maxDepth` deep, as those that are parsed are.
    public func faults(in value: JSONValue) -> [SchemaFault] {
        var log = SchemaFaultLog(limit: JSONSchema.maxFaults)
        RepeatedNames.find(in: value, at: "", into: &log)
        SchemaJudge(nodes: nodes).judge(value, by: SchemaNodes.root, at: "", into: &log)
        return log.faults
    }
}
