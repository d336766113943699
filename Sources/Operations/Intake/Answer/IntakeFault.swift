import Cooperation

/// One thing that is wrong with a request.
struct IntakeFault: Hashable, Encodable, Sendable {
    /// What sort of thing.
    var code: ProblemCode
    /// Where: a JSON Pointer into the body, or `header:NAME` as the record would bear it.
    var pointer: String
    /// What was found and what was expected.
    var message: String
    /// Which element of a batch.
    var element: Int?

    init(_ code: ProblemCode, pointer: String, _ message: String, element: Int? = nil) {
        self.code = code
        self.pointer = pointer
        self.message = message
        self.element = element
    }

    /// What the reader found; in a batch, seen from the batch.
    init(_ fault: Fault, element: Int?) {
        let isInHeader = fault.pointer.hasPrefix("header:")
        let place = element.map { isInHeader ? fault.pointer : "/\($0)\(fault.pointer)" } ?? fault.pointer
        self.init(ProblemCode(fault.code), pointer: place, fault.message, element: element)
    }

    private enum CodingKeys: CodingKey {
        case code, pointer, message, element
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(code.rawValue, forKey: .code)
        try container.encode(pointer, forKey: .pointer)
        try container.encode(message, forKey: .message)
        try container.encodeIfPresent(element, forKey: .element)
    }
}
