import CRdKafka

/// Headers in the form the producer takes without further allocation: one run of bytes and a small table.
///
/// Keep one block, `removeAll()` between records, and append: after the first records nothing is allocated
/// on the way into `KafkaProducer.tryProduce`. Headers of a record just read are taken over with
/// `RecordBatch.appendHeaders(of:to:)`, byte for byte.
public struct HeaderBlock: Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var table: [crdkafka_header_t] = []

    /// An empty block.
    public init() {}

    /// A block with these headers, in order.
    public init(_ headers: [KafkaHeader]) {
        for header in headers {
            append(name: header.name, value: header.value)
        }
    }

    /// How many headers the block holds.
    public var count: Int { table.count }

    /// Empties the block and keeps its memory for the next record.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        table.removeAll(keepingCapacity: true)
    }

    /// Adds a header with bytes, or with a nil value.
    public mutating func append(name: String, value: [UInt8]?) {
        guard let value else { return append(name: name, optionalBytes: nil) }
        value.withUnsafeBytes { append(name: name, optionalBytes: $0) }
    }

    /// Takes away all but the first `count` headers.
    public mutating func removeAll(after count: Int) {
        guard count < table.count else { return }
        bytes.removeSubrange(Int(table[count].name_start)...)
        table.removeSubrange(count...)
    }

    /// Adds a header whose value is the UTF-8 of a text.
    public mutating func append(name: String, text: String) {
        let entry = beginEntry(name)
        bytes.append(contentsOf: text.utf8)
        finish(entry, hasValue: true)
    }

    /// Adds a header whose value is copied from these bytes; nil makes a nil value.
    public mutating func append(name: String, bytes value: UnsafeRawBufferPointer?) {
        append(name: name, optionalBytes: value)
    }

    private mutating func append(name: String, optionalBytes value: UnsafeRawBufferPointer?) {
        let entry = beginEntry(name)
        if let value { bytes.append(contentsOf: value) }
        finish(entry, hasValue: value != nil)
    }

    /// Adds a header whose name and value are copied from these bytes; a nil value stays nil.
    public mutating func append(nameBytes: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer?) {
        let start = bytes.count
        bytes.append(contentsOf: nameBytes)
        let entry = Entry(nameStart: start, nameCount: nameBytes.count)
        if let value { bytes.append(contentsOf: value) }
        finish(entry, hasValue: value != nil)
    }

    private struct Entry {
        var nameStart: Int
        var nameCount: Int
    }

    private mutating func beginEntry(_ name: String) -> Entry {
        let start = bytes.count
        bytes.append(contentsOf: name.utf8)
        return Entry(nameStart: start, nameCount: bytes.count - start)
    }

    private mutating func finish(_ entry: Entry, hasValue: Bool) {
        let valueStart = entry.nameStart + entry.nameCount
        table.append(
            crdkafka_header_t(
                name_start: UInt32(entry.nameStart), name_count: UInt32(entry.nameCount),
                value_start: UInt32(valueStart), value_count: hasValue ? Int32(bytes.count - valueStart) : -1))
    }
}
