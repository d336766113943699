import CSimdJSON

/// Parses one record after the other, reusing its memory: no allocation once it has seen its largest record.
///
/// Used by one owner at a time, and so not `Sendable`.
final class JSONParser {
    private let parser: OpaquePointer
    private let blank = UnsafeMutablePointer<csj_node>.allocate(capacity: 1)

    init() {
        guard let parser = csj_parser_create() else { preconditionFailure("no memory for a JSON parser") }
        self.parser = parser
        let text: StaticString = "null"
        blank.initialize(
            to: csj_node(
                key: nil, value: text.utf8Start, key_length: 0, value_length: 4, next: 1, child_count: 0, offset: 0,
                type: CSJ_NULL))
    }

    deinit {
        csj_parser_destroy(parser)
        blank.deallocate()
    }

    /// A document that holds null, for whoever needs one before there is a record. Valid as long as the parser.
    var nothing: JSONNode { JSONNode(blank, at: 0) }

    /// Parses the bytes where they lie. The root and all below it are valid until the next call, and for as long as
    /// the bytes are.
    func parse(_ bytes: UnsafeRawBufferPointer, maxDepth: Int) -> Result<JSONNode, JSONFault> {
        let start = bytes.bindMemory(to: UInt8.self).baseAddress
        let depth = UInt32(clamping: maxDepth)
        let result = csj_parse(parser, start, bytes.count, depth)
        guard result.status == CSJ_OK, let nodes = result.nodes else {
            return .failure(JSONFault(status: result.status, offset: result.offset))
        }
        return .success(JSONNode(nodes, at: 0))
    }
}

/// Why a record is not JSON, and where.
struct JSONFault: Error {
    let status: csj_status
    /// Byte offset within the parsed bytes.
    let offset: Int
}
