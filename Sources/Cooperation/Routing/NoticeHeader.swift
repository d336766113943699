/// The headers that routing adds to a notice, by name; and the one that a command has instead.
public enum NoticeHeader {
    /// What every one of them starts with. An event's own headers that do are left out of its notices.
    public static let prefix: StaticString = "vm-"
    /// The event's own record: `topic/partition@offset`.
    public static let origin: StaticString = "vm-origin"
    /// The identifiers of the rules that led here, joined with commas.
    public static let rules: StaticString = "vm-rules"
    /// The version of the routing table: 12 hex digits.
    public static let routes: StaticString = "vm-routes"
    /// What the table did not know: `domain=ville%20intelligente,theme=x`.
    public static let unknown: StaticString = "vm-unknown"
    /// Of those names the ones that look misspelt, each with the configured name it is nearest to:
    /// `domain=cultur=culture`.
    public static let nearest: StaticString = "vm-nearest"
    /// The rule that says it is urgent.
    public static let urgent: StaticString = "vm-urgent"
    /// The number that the schema registry gave the value's schema, in decimal digits.
    public static let schemaID: StaticString = "vm-schema-id"

    /// Tells an operator's command from a notice: the version of its form, `v1`. No event brings it along, as routing
    /// leaves out an event's own headers with the prefix.
    public static let command: StaticString = "vm-command"

    /// The value of `command`, where a record has that header (empty where the header has none); nil for a notice.
    public static func commandVersion(in headers: [RecordHeaderView]) -> String? {
        headers.last { $0.name.matches(command) }.map {
            String(decoding: $0.value ?? .init(start: nil, count: 0), as: UTF8.self)
        }
    }

    /// Whether a header's name, in UTF-8, is reserved for routing.
    public static func isReserved(_ name: UnsafeRawBufferPointer) -> Bool {
        name.starts(with: prefix)
    }
}
