import Cooperation

/// One schema or part of one, compiled.
struct SchemaNode: Sendable {
    var title: String?
    /// The first of its examples.
    var example: JSONValue?
    var keywords: [SchemaKeyword] = []
}

/// All parts of a schema and of the schemas it refers to. They point at one another by index, since schemas may be
/// circular.
struct SchemaNodes: Sendable {
    private(set) var nodes: [SchemaNode] = []

    /// The schema that was asked for.
    static let root = 0

    subscript(index: Int) -> SchemaNode {
        get { nodes[index] }
        set { nodes[index] = newValue }
    }

    /// A place for a node that is yet to be compiled.
    mutating func reserve() -> Int {
        nodes.append(SchemaNode())
        return nodes.count - 1
    }
}

/// What one keyword, or a few that belong together, asks of a value. An `Int` is another node.
enum SchemaKeyword: Sendable {
    /// The schema `false`.
    case never
    case reference(Int)
    case types(Set<JSONType>)
    /// `enum`, or `const` with its one value.
    case oneOfValues([JSONValue])

    case minimum(JSONNumber)
    case maximum(JSONNumber)
    /// `minLength` and `maxLength`, in code points.
    case minLength(Int)
    case maxLength(Int)
    case pattern(ECMAPattern)
    case format(StringFormat)

    case minItems(Int)
    case maxItems(Int)
    case uniqueItems
    /// `prefixItems` and `items`.
    case elements(first: [Int], others: Int?)
    case contains(Int)

    case minProperties(Int)
    case maxProperties(Int)
    case required([String])
    /// `dependentRequired`: where the name stands, so must the others.
    case requiredWith(name: String, [String])
    case members(MemberRules)
    case memberNames(Int)
    case unevaluatedMembers(Int)

    case allOf([Int])
    case anyOf([Int])
    case oneOf([Int])
    case not(Int)
    case conditional(if: Int, then: Int?, else: Int?)
}

/// `properties`, `patternProperties` and `additionalProperties`, which are read together.
struct MemberRules: Sendable {
    var named: [CodePoints: Int] = [:]
    var patterned: [(pattern: ECMAPattern, node: Int)] = []
    var others: Int?

    /// The nodes that judge a member of this name; empty where none does.
    func nodes(for name: String) -> [Int] {
        var nodes = patterned.filter { $0.pattern.matches(name) }.map(\.node)
        if let node = named[CodePoints(name)] { nodes.insert(node, at: 0) }
        if nodes.isEmpty, let others { nodes = [others] }
        return nodes
    }
}

/// The types of JSON Schema.
enum JSONType: String, CaseIterable, Sendable {
    case null, boolean, integer, number, string, array, object
}

/// The formats that are asserted.
enum StringFormat: String, CaseIterable, Sendable {
    case date
    case dateTime = "date-time"

    func accepts(_ text: String) -> Bool {
        switch self {
        case .date: CalendarDate(text) != nil
        case .dateTime: Instant(text) != nil
        }
    }

    var expectation: String {
        switch self {
        case .date: "a day that exists, such as 2019-11-04"
        case .dateTime: "a date and time with its offset, such as 2019-11-04T08:00:00-05:00"
        }
    }
}
