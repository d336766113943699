import Foundation
import Testing

/// A JSON document as tests write and change it.
indirect enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
    /// JSON text that is taken as it stands.
    case raw(String)

    /// The same with the value at a JSON Pointer replaced, or removed where `value` is nil.
    func setting(_ pointer: String, to value: JSONValue?) -> JSONValue {
        setting(pointer.split(separator: "/").map(String.init)[...], to: value)
    }

    private func setting(_ path: ArraySlice<String>, to value: JSONValue?) -> JSONValue {
        guard let name = path.first else { return value ?? .null }
        switch self {
        case .object(var members):
            let next = path.dropFirst()
            members[name] = next.isEmpty ? value : (members[name] ?? [:]).setting(next, to: value)
            return .object(members)
        case .array(var elements):
            guard let index = Int(name) else { return self }
            elements[index] = elements[index].setting(path.dropFirst(), to: value)
            return .array(elements)
        default:
            return self
        }
    }

    /// Its JSON text, members in the order of their names.
    var bytes: [UInt8] { Array(text.utf8) }

    private var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let text), .raw(let text): text
        case .string(let text): Self.quoted(text)
        case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.sorted { $0.key < $1.key }.map { Self.quoted($0) + ":" + $1.text }.joined(separator: ",")
                + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        guard let data = try? JSONEncoder().encode(text) else { return "\"\"" }
        return String(decoding: data, as: UTF8.self)
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .number(String(value)) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(Dictionary(elements) { $1 }) }
    init(nilLiteral: ()) { self = .null }

    /// An array of the same value.
    static func repeated(_ value: JSONValue, _ count: Int) -> JSONValue {
        .array(Array(repeating: value, count: count))
    }

    /// An array of different strings.
    static func names(_ count: Int) -> JSONValue {
        .array((0..<count).map { .string("name-\($0)") })
    }
}

extension JSONValue: CustomTestStringConvertible {
    /// The first characters of its text, to be recognised in a test's report.
    var testDescription: String { String(text.prefix(60)) }
}
