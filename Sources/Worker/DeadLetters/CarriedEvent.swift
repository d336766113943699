import Cooperation
import KafkaClient

/// What can be told of the event in a record that may be broken in any way.
struct CarriedEvent: Hashable {
    var source: String?
    var id: String?

    /// Binary mode says it in headers, structured mode in the document.
    init(value: [UInt8]?, headers: [KafkaHeader]) {
        func header(_ name: String) -> String? {
            headers.last { $0.name == name }?.value.map { String(decoding: $0, as: UTF8.self) }
        }
        source = header("ce_source")
        id = header("ce_id")
        guard source == nil, let value, case .object(let members) = Self.document(value) else { return }
        func member(_ name: String) -> String? {
            guard case .string(let text) = members.last(where: { $0.name == name })?.value else { return nil }
            return text
        }
        source = member("source")
        id = member("id")
    }

    /// Behind five bytes of schema framing, where there are any.
    private static func document(_ value: [UInt8]) -> JSONValue? {
        let json = value.first == 0 ? Array(value.dropFirst(5)) : value
        return try? JSONValue.parse(json, maxDepth: 64).get()
    }
}
