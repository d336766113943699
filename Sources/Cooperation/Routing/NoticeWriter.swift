/// Writes the headers of notices. It reuses its memory, so one owner uses it at a time.
public final class NoticeWriter {
    /// The largest value of `vm-unknown`. Names that would make it larger are left out of the header, never of the
    /// event, whose bytes the notice carries whole.
    public static let maxUnknownBytes = 16_384

    private let version: [UInt8]
    // Unchecked: one owner at a time, and `forEachHeader` is not called from within its own body.
    @exclusivity(unchecked) private var origin = OriginText()

    /// A writer for decisions by the table of that version.
    public init(routesVersion: String) {
        version = Array(routesVersion.utf8)
    }

    /// Hands the headers of one route's notice to `body`, in the order of the contract; they follow the event's own
    /// (without those that `NoticeHeader.isReserved` names). The views end with the call of `body`.
    public func forEachHeader(
        of route: Route, in decision: RoutingDecision, from position: RecordPosition,
        _ body: (StaticString, UnsafeRawBufferPointer) -> Void
    ) {
        origin.set(position)
        origin.bytes.withUnsafeBytes { body(NoticeHeader.origin, $0) }
        route.rulesHeader.withUnsafeBytes { body(NoticeHeader.rules, $0) }
        version.withUnsafeBytes { body(NoticeHeader.routes, $0) }
        if !decision.unknown.isEmpty {
            Self.unknownValue(decision.unknown).withUnsafeBytes { body(NoticeHeader.unknown, $0) }
        }
        route.urgentHeader?.withUnsafeBytes { body(NoticeHeader.urgent, $0) }
    }

    /// The same as values.
    public func headers(of route: Route, in decision: RoutingDecision, from position: RecordPosition) -> [RecordHeader]
    {
        var headers: [RecordHeader] = []
        forEachHeader(of: route, in: decision, from: position) { name, value in
            headers.append(RecordHeader(name: name.description, value: Array(value)))
        }
        return headers
    }

    /// Hands a route's key, in UTF-8, to `body`.
    public func withKey<Result>(of route: Route, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        route.key.withUnsafeBytes(body)
    }

    /// Whole entries only, as many as the bound takes.
    private static func unknownValue(_ unknown: [UnknownName]) -> [UInt8] {
        var value: [UInt8] = []
        for each in unknown {
            let entry = Array(each.field.rawValue.utf8) + [UInt8(ascii: "=")] + PercentCoding.encode(each.name)
            guard value.count + 1 + entry.count <= maxUnknownBytes else { continue }
            if !value.isEmpty { value.append(UInt8(ascii: ",")) }
            value += entry
        }
        return value
    }
}
