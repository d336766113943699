import CRdKafka

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Collects fetched messages and turns them into a `RecordBatch`.
///
/// Plan, then copy: while events arrive only positions are computed and pointers kept, so that the batch can
/// be allocated at its exact size and every byte is copied once. The events, which own the bytes, live until
/// then; holding some thousand pointers costs less than growing a buffer.
struct BatchBuilder {
    let limits: BatchLimits
    private var events: [OpaquePointer] = []
    private var records: [ConsumerRecord] = []
    private var headerTable: [crdkafka_header_t] = []
    private var pieces: [UnsafeRawBufferPointer] = []
    private var byteCount = 0
    private var topics = TopicNames()
    private let pool = BufferPool()

    init(limits: BatchLimits) {
        self.limits = limits
    }

    var isEmpty: Bool { records.isEmpty }
    var isFull: Bool { records.count >= limits.maxRecords || byteCount >= limits.maxBytes }

    var count: Int { records.count }

    func record(at index: Int) -> ConsumerRecord? {
        index < records.count ? records[index] : nil
    }

    /// Takes over a fetch event; its messages with an error instead of a record go to `failures`.
    mutating func append(_ event: consuming NativeEvent, failures: inout [KafkaError]) {
        let event = event.release()
        events.append(event)
        while let message = rd_kafka_event_message_next(event) {
            let error = message.pointee.err
            if error == RD_KAFKA_RESP_ERR_NO_ERROR {
                append(message)
            } else {
                failures.append(
                    KafkaError(
                        code: .init(error), topicPartition: topics.partition(of: message),
                        offset: message.pointee.offset))
            }
        }
    }

    /// The batch of what was collected, nil when there is nothing; afterwards the builder is empty.
    mutating func finish() -> RecordBatch? {
        defer { reset() }
        guard !records.isEmpty else { return nil }
        return RecordBatch(records: records, headerTable: headerTable, pieces: pieces, byteCount: byteCount, pool: pool)
    }

    private mutating func reset() {
        for event in events { rd_kafka_event_destroy(event) }
        events.removeAll(keepingCapacity: true)
        let used = records.count
        records = []
        records.reserveCapacity(used)
        headerTable = []
        pieces.removeAll(keepingCapacity: true)
        byteCount = 0
        // A topic handle lives as long as its events: its address may name another topic from now on.
        topics.forgetHandles()
    }

    private mutating func append(_ message: UnsafePointer<rd_kafka_message_t>) {
        let native = message.pointee
        var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        let timestamp = rd_kafka_message_timestamp(message, &kind)
        let key = plan(native.key, native.key_len)
        let value = plan(native.payload, native.len)
        records.append(
            ConsumerRecord(
                topic: topics.name(of: native.rkt), partition: native.partition, offset: native.offset,
                timestampMilliseconds: kind == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE ? nil : timestamp,
                timestampKind: TimestampKind(kind), key: key, value: value,
                headerRows: planHeaders(of: message)))
    }

    private mutating func plan(_ start: UnsafeRawPointer?, _ count: Int) -> ByteRange? {
        guard let start else { return nil }
        let range = ByteRange(start: byteCount, count: count)
        pieces.append(UnsafeRawBufferPointer(start: start, count: count))
        byteCount += count
        return range
    }

    private mutating func planHeaders(of message: UnsafePointer<rd_kafka_message_t>) -> Range<Int32> {
        let first = Int32(headerTable.count)
        var list: OpaquePointer?
        guard rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list else {
            return first..<first
        }
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var count = 0
        var index = 0
        while rd_kafka_header_get_all(list, index, &name, &value, &count) == RD_KAFKA_RESP_ERR_NO_ERROR {
            planHeader(name: name, value: value, count: count)
            index += 1
        }
        return first..<Int32(headerTable.count)
    }

    private mutating func planHeader(name: UnsafePointer<CChar>?, value: UnsafeRawPointer?, count: Int) {
        let nameRange = plan(UnsafeRawPointer(name), name.map { strlen($0) } ?? 0)
        let valueRange = plan(value, count)
        headerTable.append(
            crdkafka_header_t(
                name_start: nameRange?.start32 ?? 0, name_count: nameRange?.count32 ?? 0,
                value_start: valueRange?.start32 ?? 0, value_count: valueRange.map { Int32($0.count32) } ?? -1))
    }
}

extension TimestampKind {
    init(_ native: rd_kafka_timestamp_type_t) {
        switch native {
        case RD_KAFKA_TIMESTAMP_CREATE_TIME: self = .create
        case RD_KAFKA_TIMESTAMP_LOG_APPEND_TIME: self = .logAppend
        default: self = .none
        }
    }
}
