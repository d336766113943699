import CRdKafka

/// One `rd_kafka_event_t`, freed when it goes out of scope. Messages read from it die with it.
struct NativeEvent: ~Copyable {
    private let pointer: OpaquePointer

    init(taking pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        rd_kafka_event_destroy(pointer)
    }

    /// Lends the event to C calls; a pointer taken out could outlive the event, which ends with its last use.
    borrowing func withPointer<R, E: Error>(_ body: (OpaquePointer) throws(E) -> R) throws(E) -> R {
        try body(pointer)
    }

    var type: Int32 { rd_kafka_event_type(pointer) }

    var errorCode: KafkaError.Code { .init(rd_kafka_event_error(pointer)) }

    /// Gives up ownership: the caller destroys the event.
    consuming func release() -> OpaquePointer {
        let pointer = pointer
        discard self
        return pointer
    }

    /// The partition and offset an error or end-of-partition event is about.
    func partition() -> (topicPartition: TopicPartition, offset: Int64)? {
        guard let native = rd_kafka_event_topic_partition(pointer) else { return nil }
        defer { rd_kafka_topic_partition_destroy(native) }
        let topic = String(cString: native.pointee.topic)
        return (TopicPartition(topic: topic, partition: native.pointee.partition), native.pointee.offset)
    }

    /// What an event reports as failed, nil when it reports success.
    func error() -> KafkaError? {
        let code = rd_kafka_event_error(pointer)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        let place = partition()
        return KafkaError(
            code: .init(code),
            message: rd_kafka_event_error_string(pointer).map { String(cString: $0) },
            isFatal: rd_kafka_event_error_is_fatal(pointer) != 0,
            topicPartition: place?.topicPartition,
            offset: place.flatMap { $0.offset >= 0 ? $0.offset : nil })
    }

    /// The partitions that a rebalance or the answer to a commit is about.
    func entries() -> [PartitionList.Entry] {
        guard let list = rd_kafka_event_topic_partition_list(pointer) else { return [] }
        return PartitionList.read(list)
    }

    /// The JSON of a statistics event.
    func statistics() -> [UInt8]? {
        rd_kafka_event_stats(pointer).map { Array(String(cString: $0).utf8) }
    }
}
