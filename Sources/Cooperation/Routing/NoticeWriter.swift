/// Writes the headers of notices. It reuses its memory, so one owner uses it at a time.
public final class NoticeWriter {
    /// The largest value of `vm-unknown`. Names that would make it larger are left out of the header, never of the
    /// event, whose bytes the notice carries whole.
    public static let maxUnknownBytes = 16_384
    /// The largest value of `vm-nearest`, likewise.
    public static let maxNearestBytes = 4_096

    private let version: [UInt8]
    private var origin = OriginText()
    private var digits: [UInt8] = []

    /// A writer for decisions by the table of that version.
    public init(routesVersion: String) {
        version = Array(routesVersion.utf8)
    }

    /// Hands the headers of one route's notice to `body`, in the order of the contract; they follow the event's own
    /// (without those that `NoticeHeader.isReserved` names). `schemaID` is what `SchemaFraming` reads in the event's
    /// value. The views end with the call of `body`.
    public func forEachHeader(
        of route: Route, in decision: RoutingDecision, from position: RecordPosition, schemaID: UInt32? = nil,
        _ body: (StaticString, UnsafeRawBufferPointer) -> Void
    ) {
        origin.write(position)
        origin.bytes.withUnsafeBytes { body(NoticeHeader.origin, $0) }
        route.rulesHeader.withUnsafeBytes { body(NoticeHeader.rules, $0) }
        version.withUnsafeBytes { body(NoticeHeader.routes, $0) }
        if !decision.unknown.isEmpty {
            Self.unknownValue(decision.unknown).withUnsafeBytes { body(NoticeHeader.unknown, $0) }
            let nearest = Self.nearestValue(decision.unknown)
            if !nearest.isEmpty { nearest.withUnsafeBytes { body(NoticeHeader.nearest, $0) } }
        }
        route.urgentHeader?.withUnsafeBytes { body(NoticeHeader.urgent, $0) }
        guard let schemaID else { return }
        digits.removeAll(keepingCapacity: true)
        digits.append(decimal: Int64(schemaID))
        digits.withUnsafeBytes { body(NoticeHeader.schemaID, $0) }
    }

    /// The same as values.
    public func headers(
        of route: Route, in decision: RoutingDecision, from position: RecordPosition, schemaID: UInt32? = nil
    ) -> [RecordHeader] {
        var headers: [RecordHeader] = []
        forEachHeader(of: route, in: decision, from: position, schemaID: schemaID) { name, value in
            headers.append(RecordHeader(name: name.description, value: Array(value)))
        }
        return headers
    }

    /// Hands a route's key, in UTF-8, to `body`.
    public func withKey<Result>(of route: Route, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        route.key.withUnsafeBytes(body)
    }

    private static func unknownValue(_ unknown: [UnknownName]) -> [UInt8] {
        joined(unknown.lazy.map { [$0.field.rawValue, $0.name] }, atMost: maxUnknownBytes)
    }

    /// What old readers of `vm-unknown` would refuse stands apart.
    private static func nearestValue(_ unknown: [UnknownName]) -> [UInt8] {
        joined(
            unknown.lazy.compactMap { name in name.nearest.map { [name.field.rawValue, name.name, $0] } },
            atMost: maxNearestBytes)
    }

    /// Entries of encoded parts with `=` between them: whole entries only, as many as the bound takes.
    private static func joined(_ entries: some Sequence<[String]>, atMost limit: Int) -> [UInt8] {
        var value: [UInt8] = []
        for parts in entries {
            let entry = Array(parts.map { PercentCoding.encode($0) }.joined(separator: [UInt8(ascii: "=")]))
            guard value.count + 1 + entry.count <= limit else { continue }
            if !value.isEmpty { value.append(UInt8(ascii: ",")) }
            value += entry
        }
        return value
    }
}

/// A position's text, in memory that is used again. The notices of one event follow one another, so that a text is
/// mostly the one that is there.
private struct OriginText {
    private(set) var bytes: [UInt8] = []
    private var position: RecordPosition?

    mutating func write(_ position: RecordPosition) {
        guard position != self.position else { return }
        self.position = position
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: position.topic.utf8)
        bytes.append(UInt8(ascii: "/"))
        bytes.append(decimal: Int64(position.partition))
        bytes.append(UInt8(ascii: "@"))
        bytes.append(decimal: position.offset)
    }
}

extension [UInt8] {
    /// Appends a number in decimal digits, without making a `String`.
    fileprivate mutating func append(decimal number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = digits.count
            var rest = number.magnitude
            repeat {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            append(contentsOf: digits[start...])
        }
    }
}
