/// A header of a record.
public struct RecordHeader: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its value; Kafka allows none.
    public var value: [UInt8]?

    /// A header from its parts.
    public init(name: String, value: [UInt8]?) {
        self.name = name
        self.value = value
    }

    /// A header whose value is text.
    public init(_ name: String, _ text: String) {
        self.init(name: name, value: Array(text.utf8))
    }
}

/// A view of a header that lies elsewhere: valid as long as that memory is.
public struct RecordHeaderView {
    /// Its name, in UTF-8.
    public var name: UnsafeRawBufferPointer
    /// Its value; Kafka allows none.
    public var value: UnsafeRawBufferPointer?

    /// A view of a name and a value.
    public init(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer?) {
        self.name = name
        self.value = value
    }

    /// A view of a constant name and a value.
    public init(name: StaticString, value: UnsafeRawBufferPointer?) {
        self.name = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        self.value = value
    }
}

extension [RecordHeader] {
    /// Runs `body` on views of these headers, which end with it. The bytes are laid into one buffer first, so that any
    /// number of headers costs no depth of stack.
    public func withViews<Result>(_ body: ([RecordHeaderView]) -> Result) -> Result {
        let bytes: [UInt8] = flatMap { [UInt8]($0.name.utf8) + ($0.value ?? []) }
        return bytes.withUnsafeBytes { bytes in
            var start = 0
            let views = map { header in
                let split = start + header.name.utf8.count
                let end = split + (header.value?.count ?? 0)
                defer { start = end }
                return RecordHeaderView(
                    name: bytes.part(start, split), value: header.value == nil ? nil : bytes.part(split, end))
            }
            return body(views)
        }
    }
}
