/// What a notice's key and headers say, read and judged.
struct NoticeParts {
    private(set) var audience = ""
    private(set) var origin = RecordPosition(topic: "", partition: 0, offset: 0)
    private(set) var rules: [String] = []
    private(set) var version = ""
    private(set) var unknown: [UnknownName] = []
    private(set) var isUrgent = false
    private(set) var schemaID: UInt32?
    /// What is wrong with them; the parts mean something only where this is empty.
    private(set) var faults: [Fault] = []

    init(key: UnsafeRawBufferPointer?, headers: [RecordHeaderView]) {
        readKey(key)
        readOrigin(Self.text(NoticeHeader.origin, headers))
        readRules(Self.text(NoticeHeader.rules, headers))
        readVersion(Self.text(NoticeHeader.routes, headers))
        if let text = Self.text(NoticeHeader.unknown, headers) { readUnknown(text) }
        if let text = Self.text(NoticeHeader.nearest, headers) { readNearest(text) }
        if let text = Self.text(NoticeHeader.urgent, headers) { readUrgent(text) }
        if let text = Self.text(NoticeHeader.schemaID, headers) { readSchemaID(text) }
    }

    /// A header's text: the last of that name, as the event's own come before those that routing added.
    private static func text(_ name: StaticString, _ headers: [RecordHeaderView]) -> String? {
        headers.last { $0.name.matches(name) }.map {
            String(decoding: $0.value ?? .init(start: nil, count: 0), as: UTF8.self)
        }
    }

    private mutating func fault(_ pointer: String, _ found: String?, _ expected: String) {
        let found = found.map { "found \(Found.quoted($0))" } ?? "missing"
        faults.append(Fault(code: .contract, pointer: pointer, message: "\(found), expected \(expected)"))
    }

    private mutating func readKey(_ key: UnsafeRawBufferPointer?) {
        let text = key.flatMap { String(validating: $0, as: UTF8.self) }
        if let text, !text.isEmpty {
            audience = text
        } else {
            fault("key", key.map { String(decoding: $0, as: UTF8.self) }, "the identifier of an audience")
        }
    }

    private mutating func readOrigin(_ text: String?) {
        if let position = text.flatMap(RecordPosition.init) {
            origin = position
        } else {
            fault("header:vm-origin", text, "topic/partition@offset, such as partner.events/3@120")
        }
    }

    private mutating func readRules(_ text: String?) {
        let parts = text?.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) ?? []
        let names = parts.compactMap { $0.isEmpty ? nil : PercentCoding.decode($0) }
        if !names.isEmpty, names.count == parts.count {
            rules = names
        } else {
            fault("header:vm-rules", text, "rule identifiers joined with commas")
        }
    }

    private mutating func readVersion(_ text: String?) {
        let digits = Array("0123456789abcdef".utf8)
        if let text, text.utf8.count == 12, text.utf8.allSatisfy({ digits.contains($0) }) {
            version = text
        } else {
            fault("header:vm-routes", text, "the version of the routing table: 12 hex digits in lower case")
        }
    }

    private mutating func readUnknown(_ text: String) {
        // Nothing but names beyond the bound leaves an empty value.
        guard !text.isEmpty else { return }
        let parts = Self.entries(text)
        unknown = parts.compactMap { field, names in
            guard let field, names.count == 1 else { return nil }
            return UnknownName(field: field, name: names[0])
        }
        if unknown.count != parts.count {
            fault(
                "header:vm-unknown", text, "domain=, theme= or partner= and a percent-encoded name, joined with commas")
        }
    }

    private mutating func readNearest(_ text: String) {
        for (field, names) in Self.entries(text) {
            guard let field, names.count == 2 else {
                let form = "domain=, theme= or partner=, a name, = and the nearest configured one, percent-encoded"
                return fault("header:vm-nearest", text, form + "; entries joined with commas")
            }
            for number in unknown.indices where unknown[number].field == field && unknown[number].name == names[0] {
                unknown[number].nearest = names[1]
            }
        }
    }

    /// Entries joined with commas: a field, and decoded names with `=` before each; no names where any is not encoded.
    private static func entries(_ text: String) -> [(field: UnknownName.Field?, names: [String])] {
        text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { entry in
            let parts = entry.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false)
            let names = parts.dropFirst().compactMap { PercentCoding.decode($0) }
            let field = parts.first.flatMap { String($0) }.flatMap(UnknownName.Field.init)
            return (field, names.count == parts.count - 1 ? names : [])
        }
    }

    private mutating func readUrgent(_ text: String) {
        isUrgent = true
        if text.isEmpty || PercentCoding.decode(text.utf8) == nil {
            fault("header:vm-urgent", text, "the identifier of the rule that says it is urgent")
        }
    }

    private mutating func readSchemaID(_ text: String) {
        schemaID = text.utf8.allSatisfy(\.isASCIIDigit) ? UInt32(text) : nil
        if schemaID == nil { fault("header:vm-schema-id", text, "a schema's number, 0 to 4294967295") }
    }
}

extension RecordPosition: LosslessStringConvertible {
    /// Reads `topic/partition@offset`; nil for anything else.
    public init?(_ description: String) {
        guard let at = description.lastIndex(of: "@"), let slash = description[..<at].lastIndex(of: "/"),
            slash > description.startIndex,
            let partition = Int32(description[description.index(after: slash)..<at]), partition >= 0,
            let offset = Int64(description[description.index(after: at)...]), offset >= 0
        else { return nil }
        self.init(topic: String(description[..<slash]), partition: partition, offset: offset)
    }
}
