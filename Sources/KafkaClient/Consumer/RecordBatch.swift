import CRdKafka

// Unchecked: everything is written in `init` and never again.
/// Records read together, with all their keys, values and headers in one run of bytes.
///
/// Every byte was copied exactly once, out of librdkafka's buffers. The run stays readable for 64 bytes past
/// its end, so that parsers that read whole SIMD registers can be let loose on any value in it.
public final class RecordBatch: @unchecked Sendable {
    /// How far past `byteCount` the buffer may be read.
    public static let paddingByteCount = 64

    /// The records, in the order they were read: per partition, ascending by offset.
    public let records: [ConsumerRecord]
    /// The bytes of all keys, values and headers together.
    public let byteCount: Int

    private let base: UnsafeMutableRawPointer
    private let buffer: BufferPool.Buffer
    private let pool: BufferPool
    private let headerTable: [crdkafka_header_t]

    init(
        records: [ConsumerRecord], headerTable: [crdkafka_header_t], pieces: [UnsafeRawBufferPointer], byteCount: Int,
        pool: BufferPool
    ) {
        self.records = records
        self.headerTable = headerTable
        self.byteCount = byteCount
        self.pool = pool
        buffer = pool.take(byteCount + Self.paddingByteCount)
        base = buffer.start
        var end = base
        for piece in pieces {
            guard let start = piece.baseAddress else { continue }
            end.copyMemory(from: start, byteCount: piece.count)
            end += piece.count
        }
        precondition(end == base + byteCount, "the pieces are the bytes that were counted")
        end.initializeMemory(as: UInt8.self, repeating: 0, count: Self.paddingByteCount)
    }

    deinit {
        pool.giveBack(buffer)
    }

    /// Lends the bytes of the whole batch.
    public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        try body(UnsafeRawBufferPointer(start: base, count: byteCount))
    }

    /// Lends one run of bytes; nil for a nil range.
    public func withBytes<R, E: Error>(
        in range: ByteRange?, _ body: (UnsafeRawBufferPointer?) throws(E) -> R
    ) throws(E) -> R {
        try body(range.map { UnsafeRawBufferPointer(start: base + $0.start, count: $0.count) })
    }

    /// Lends a record's value; nil for a tombstone.
    public func withValue<R, E: Error>(
        of record: ConsumerRecord, _ body: (UnsafeRawBufferPointer?) throws(E) -> R
    ) throws(E) -> R {
        try withBytes(in: record.value, body)
    }

    /// Lends a record's key; nil for a record without one.
    public func withKey<R, E: Error>(
        of record: ConsumerRecord, _ body: (UnsafeRawBufferPointer?) throws(E) -> R
    ) throws(E) -> R {
        try withBytes(in: record.key, body)
    }

    /// A copy of one run of bytes.
    public func bytes(in range: ByteRange?) -> [UInt8]? {
        withBytes(in: range) { $0.map { Array($0) } }
    }

    /// A copy of a record's value; nil for a tombstone.
    public func value(of record: ConsumerRecord) -> [UInt8]? { bytes(in: record.value) }

    /// A copy of a record's key; nil for a record without one.
    public func key(of record: ConsumerRecord) -> [UInt8]? { bytes(in: record.key) }
}

extension RecordBatch {
    /// Lends a record's headers one by one, in order, without building anything. Return false to stop.
    public func withHeaders<E: Error>(
        of record: ConsumerRecord,
        _ body: (_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer?) throws(E) -> Bool
    ) throws(E) {
        for row in record.headerRows {
            let header = headerTable[Int(row)]
            let name = UnsafeRawBufferPointer(start: base + Int(header.name_start), count: Int(header.name_count))
            let value =
                header.value_count < 0
                ? nil
                : UnsafeRawBufferPointer(start: base + Int(header.value_start), count: Int(header.value_count))
            guard try body(name, value) else { return }
        }
    }

    /// Copies of a record's headers, in order.
    public func headers(of record: ConsumerRecord) -> [KafkaHeader] {
        var headers: [KafkaHeader] = []
        headers.reserveCapacity(record.headerCount)
        withHeaders(of: record) { name, value in
            headers.append(KafkaHeader(name: String(decoding: name, as: UTF8.self), value: value.map { Array($0) }))
            return true
        }
        return headers
    }

    /// The record's last header of this name, which by Kafka's custom is the one that counts; nil without one.
    public func header(named wanted: String, of record: ConsumerRecord) -> KafkaHeader? {
        var wanted = wanted
        var found: KafkaHeader?
        wanted.withUTF8 { text in
            withHeaders(of: record) { name, value in
                if name.elementsEqual(text) {
                    found = KafkaHeader(name: String(decoding: name, as: UTF8.self), value: value.map { Array($0) })
                }
                return true
            }
        }
        return found
    }

    /// Appends a record's headers, byte for byte, to what will be produced.
    public func appendHeaders(of record: ConsumerRecord, to block: inout HeaderBlock) {
        withHeaders(of: record) { name, value in
            block.append(nameBytes: name, value: value)
            return true
        }
    }
}
