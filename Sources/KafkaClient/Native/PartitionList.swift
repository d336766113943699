import CRdKafka

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// One `rd_kafka_topic_partition_list_t`, freed when it goes out of scope.
struct PartitionList: ~Copyable {
    private let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    init(capacity: Int = 8) {
        pointer = rd_kafka_topic_partition_list_new(Int32(capacity))
    }

    /// Takes over a list that librdkafka made.
    init(taking pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) {
        self.pointer = pointer
    }

    init(_ partitions: some Collection<TopicPartition>) {
        self.init(capacity: partitions.count)
        for partition in partitions { add(partition) }
    }

    init(_ offsets: [TopicPartition: Int64]) {
        self.init(capacity: offsets.count)
        for (partition, offset) in offsets { add(partition, offset: offset) }
    }

    deinit {
        rd_kafka_topic_partition_list_destroy(pointer)
    }

    /// Lends the list to a C call. A pointer taken out could outlive the list, which ends with its last use.
    borrowing func withPointer<R>(_ body: (UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) -> R) -> R {
        body(pointer)
    }

    func add(_ partition: TopicPartition, offset: Int64 = Int64(RD_KAFKA_OFFSET_INVALID), metadata: String = "") {
        let entry = rd_kafka_topic_partition_list_add(pointer, partition.topic, partition.partition)
        entry?.pointee.offset = offset
        // librdkafka frees the metadata with free(): it must come from malloc.
        guard !metadata.isEmpty, let copy = strdup(metadata) else { return }
        entry?.pointee.metadata = UnsafeMutableRawPointer(copy)
        entry?.pointee.metadata_size = metadata.utf8.count
    }

    /// One entry, copied out.
    struct Entry {
        var topicPartition: TopicPartition
        var offset: Int64
        var metadata: String
        var code: rd_kafka_resp_err_t

        func error(during call: String) -> KafkaError? {
            KafkaError(code, during: call, at: topicPartition)
        }
    }

    var entries: [Entry] { Self.read(pointer) }

    /// The first entry's failure, if any has one.
    func firstError(during call: String) -> KafkaError? {
        entries.lazy.compactMap { $0.error(during: call) }.first
    }

    static func read(_ list: UnsafePointer<rd_kafka_topic_partition_list_t>) -> [Entry] {
        (0..<Int(list.pointee.cnt)).map { index in
            let native = list.pointee.elems[index]
            let metadata = native.metadata.map {
                String(decoding: UnsafeRawBufferPointer(start: $0, count: native.metadata_size), as: UTF8.self)
            }
            return Entry(
                topicPartition: TopicPartition(
                    topic: String(cString: native.topic), partition: native.partition),
                offset: native.offset, metadata: metadata ?? "", code: native.err)
        }
    }
}

extension StartOffset {
    var native: Int64 {
        switch self {
        case .offset(let offset): offset
        case .beginning: Int64(RD_KAFKA_OFFSET_BEGINNING)
        case .end: Int64(RD_KAFKA_OFFSET_END)
        case .committed: Int64(RD_KAFKA_OFFSET_STORED)
        }
    }
}
