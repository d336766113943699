import CRdKafka

extension KafkaConsumer {
    /// What the group has committed; partitions without a commit are left out. Under `read_committed` this
    /// waits for offsets of transactions still pending, and `.unstableOffset` or `.timedOut` means they stayed so.
    public func committed(
        _ partitions: [TopicPartition], deadline: Duration = .seconds(10)
    ) async throws(KafkaError) -> [TopicPartition: Int64] {
        try await committedOffsets(partitions, deadline: deadline).mapValues(\.offset)
    }

    /// What the group has committed, with the notes beside it.
    public func committedOffsets(
        _ partitions: [TopicPartition], deadline: Duration = .seconds(10)
    ) async throws(KafkaError) -> [TopicPartition: CommittedOffset] {
        try await query("committed", deadline) { client, end throws(KafkaError) in
            try client.committedOffsets(partitions, by: end)
        }
    }

    /// The bounds of a partition, asked of its leader now.
    public func watermarks(
        of partition: TopicPartition, deadline: Duration = .seconds(10)
    ) async throws(KafkaError) -> Watermarks {
        try await query("watermarks", deadline) { client, end throws(KafkaError) in
            try Watermarks.ask(client, partition, by: end).get()
        }
    }

    /// The bounds the client learned with its last fetch: free of cost, good enough for lag; nil before it.
    public func cachedWatermarks(of partition: TopicPartition) async throws(KafkaError) -> Watermarks? {
        try await query("cached watermarks", .seconds(10)) { client, _ throws(KafkaError) in
            var low: Int64 = 0
            var high: Int64 = 0
            let code = rd_kafka_get_watermark_offsets(client.handle, partition.topic, partition.partition, &low, &high)
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR, high >= 0 else { return nil }
            return Watermarks(low: max(0, low), high: high)
        }
    }

    /// For each partition the first offset whose timestamp is at or after a moment (milliseconds since 1970
    /// UTC); partitions with nothing that new are left out.
    public func offsets(
        forTimeMilliseconds time: Int64, of partitions: [TopicPartition], deadline: Duration = .seconds(10)
    ) async throws(KafkaError) -> [TopicPartition: Int64] {
        try await query("offsets for time", deadline) { client, end throws(KafkaError) in
            let list = PartitionList(Dictionary(partitions.map { ($0, time) }, uniquingKeysWith: { $1 }))
            let code = list.withPointer { rd_kafka_offsets_for_times(client.handle, $0, end.millisecondsLeft) }
            try check(KafkaError(code, during: "offsets for time"))
            try check(list.firstError(during: "offsets for time"))
            return list.offsets
        }
    }

    /// The consumer's standing in its group, for `KafkaProducer.sendOffsets`. Fetch it immediately before.
    public func groupMetadata() async throws(KafkaError) -> GroupMetadata {
        try await query("group metadata", .seconds(10)) { client, _ throws(KafkaError) in
            guard let pointer = rd_kafka_consumer_group_metadata(client.handle) else {
                throw ConsumerCore.misplaced("a consumer without a group has no group metadata")
            }
            return GroupMetadata(taking: pointer)
        }
    }

    private func query<R: Sendable>(
        _ what: String, _ deadline: Duration,
        _ body: @escaping @Sendable (NativeClient, Deadline) throws(KafkaError) -> R
    ) async throws(KafkaError) -> R {
        let end = Deadline(after: deadline)
        return try await queries.run(what, deadline: deadline + .seconds(1)) { client throws(KafkaError) in
            try body(client, end)
        }
    }
}

extension NativeClient {
    /// What a consumer's group has committed; blocks until its coordinator answers.
    func committedOffsets(
        _ partitions: [TopicPartition], by end: Deadline
    ) throws(KafkaError) -> [TopicPartition: CommittedOffset] {
        guard !partitions.isEmpty else { return [:] }
        let list = PartitionList(partitions)
        let code = list.withPointer { rd_kafka_committed(handle, $0, end.millisecondsLeft) }
        try check(KafkaError(code, during: "committed"))
        try check(list.firstError(during: "committed"))
        return list.entries.reduce(into: [:]) { offsets, entry in
            guard entry.offset >= 0 else { return }
            offsets[entry.topicPartition] = CommittedOffset(offset: entry.offset, metadata: entry.metadata)
        }
    }
}
