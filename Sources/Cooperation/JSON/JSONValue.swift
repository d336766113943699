import CSimdJSON

/// One JSON value (RFC 8259) as a tree, for tools that look at whole documents. Records on their way through the worker
/// are read by `EventReader`, in place.
///
/// Two values are equal where JSON Schema calls them equal: numbers by what they count (12 and 12.0), texts by their
/// code points, objects regardless of order.
public indirect enum JSONValue: Sendable {
    /// The word `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number, with its text.
    case number(JSONNumber)
    /// A string, its escapes undone.
    case string(String)
    /// The elements, in order.
    case array([JSONValue])
    /// The members, in order; a name that stands twice is there twice.
    case object([JSONMember])

    /// Reads one JSON text, UTF-8 with or without a byte order mark.
    ///
    /// `maxDepth` counts objects and arrays, the outermost as one. The failure says what is wrong and at which byte
    /// offset, by one of the codes `empty`, `not-utf8`, `not-json`, `too-deep` or `too-large`.
    public static func parse(_ text: [UInt8], maxDepth: Int) -> Result<JSONValue, Rejection> {
        text.withUnsafeBytes { bytes in
            let parser = JSONParser()
            return withExtendedLifetime(parser) {
                parser.parse(bytes, maxDepth: maxDepth)
                    .map(JSONValue.init)
                    .mapError { Rejection($0, in: bytes, framing: 0, maxDepth: maxDepth) }
            }
        }
    }

    /// Recursive: the parser has bounded the depth.
    private init(_ node: JSONNode) {
        switch node.type {
        case CSJ_NULL: self = .null
        case CSJ_TRUE: self = .bool(true)
        case CSJ_FALSE: self = .bool(false)
        case CSJ_NUMBER: self = .number(JSONNumber(parsed: node.string))
        case CSJ_ARRAY: self = .array(node.children.map(JSONValue.init))
        case CSJ_OBJECT:
            self = .object(
                node.children.map {
                    JSONMember(name: String(decoding: $0.key, as: UTF8.self), value: JSONValue($0))
                })
        default: self = .string(node.string)
        }
    }
}

/// A member of a JSON object.
public struct JSONMember: Sendable {
    /// Its name, escapes undone.
    public var name: String
    /// Its value.
    public var value: JSONValue

    /// A member from its parts.
    public init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }
}

extension JSONValue: Hashable {
    /// Whether both are the same value, as JSON Schema compares.
    public static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): CodePoints(left) == CodePoints(right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): byName(left) == byName(right)
        default: false
        }
    }

    /// Equal values hash alike.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .number(let number): hasher.combine(number)
        case .string(let text): hasher.combine(CodePoints(text))
        case .array(let elements): hasher.combine(elements)
        case .object(let members): hasher.combine(JSONValue.byName(members))
        }
    }

    private static func byName(_ members: [JSONMember]) -> [CodePoints: JSONValue] {
        Dictionary(members.map { (CodePoints($0.name), $0.value) }) { _, last in last }
    }
}

/// A text that equals another only where all code points do. To `String`, é is é however it is composed; to JSON it is
/// not.
public struct CodePoints: Hashable, Sendable {
    /// The text.
    public let text: String

    /// Wraps a text.
    public init(_ text: String) {
        self.text = text
    }

    /// Whether both have the same code points.
    public static func == (left: CodePoints, right: CodePoints) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Equal code points hash alike.
    public func hash(into hasher: inout Hasher) {
        text.withRawUTF8 { hasher.combine(bytes: $0) }
        hasher.combine(0xFF as UInt8)
    }
}
