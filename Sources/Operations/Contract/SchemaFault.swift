/// One place where a document breaks a schema.
public struct SchemaFault: Hashable, Sendable {
    /// Where: a JSON Pointer (RFC 6901) into the document, empty for the whole. What is missing, or a member that
    /// should not be there, is pointed at itself.
    public var pointer: String
    /// What was found there, in words: `"Tuesday"`, `an empty array`.
    public var found: String
    /// What the schema asks for, in words: `one of monday, tuesday`.
    public var expected: String
    /// The allowed value or name that the found one was most likely meant to be.
    public var suggestion: String?

    /// A fault from its parts.
    public init(pointer: String, found: String, expected: String, suggestion: String? = nil) {
        self.pointer = pointer
        self.found = found
        self.expected = expected
        self.suggestion = suggestion
    }

    /// `found "Tuesday", expected one of monday, tuesday; did you mean "tuesday"?`.
    public var message: String {
        "found \(found), expected \(expected)" + (suggestion.map { "; did you mean \"\($0)\"?" } ?? "")
    }
}

/// The faults of one document, up to a number that a reader can bear: a document of a megabyte can hold many thousands.
struct SchemaFaultLog {
    private(set) var faults: [SchemaFault] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    var isEmpty: Bool { faults.isEmpty }
    var isFull: Bool { faults.count >= limit }

    mutating func add(_ fault: @autoclosure () -> SchemaFault) {
        guard !isFull else { return }
        let fault = fault()
        // A schema and the one it refers to often ask for the same thing.
        if faults.last != fault { faults.append(fault) }
    }

    mutating func add(_ others: [SchemaFault]) {
        for fault in others { add(fault) }
    }
}
