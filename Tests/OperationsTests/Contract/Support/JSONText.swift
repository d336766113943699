import Cooperation
import Foundation

extension JSONValue {
    /// The value of a text that the test wrote.
    static func of(_ text: String) throws -> JSONValue {
        try JSONValue.parse(Array(text.utf8), maxDepth: 200).get()
    }

    /// Its JSON text on one line, numbers as they were written.
    func jsonText() throws -> String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let number): number.text
        case .string(let text): try JSONValue.quoted(text)
        case .array(let elements): "[" + (try elements.map { try $0.jsonText() }).joined(separator: ",") + "]"
        case .object(let members):
            "{"
                + (try members.map { try JSONValue.quoted($0.name) + ":" + $0.value.jsonText() })
                .joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) throws -> String {
        String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    }
}
