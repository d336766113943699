/// The headers that routing adds to a notice, by name.
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
    /// The rule that says it is urgent.
    public static let urgent: StaticString = "vm-urgent"

    /// Whether a header's name, in UTF-8, is reserved for routing.
    public static func isReserved(_ name: UnsafeRawBufferPointer) -> Bool {
        name.starts(with: prefix)
    }
}
