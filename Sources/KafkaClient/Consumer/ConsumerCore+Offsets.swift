import CRdKafka

/// Positions, pauses and commits.
extension ConsumerCore {
    func pause(_ partitions: [TopicPartition]) throws(KafkaError) {
        let list = PartitionList(partitions)
        try check(KafkaError(list.withPointer { rd_kafka_pause_partitions(client.handle, $0) }, during: "pause"))
        try check(list.firstError(during: "pause"))
        paused.formUnion(partitions)
    }

    func resume(_ partitions: [TopicPartition]) throws(KafkaError) {
        let list = PartitionList(partitions)
        try check(KafkaError(list.withPointer { rd_kafka_resume_partitions(client.handle, $0) }, during: "resume"))
        try check(list.firstError(during: "resume"))
        paused.subtract(partitions)
    }

    /// The offset after the last record handed over; partitions nothing was read from are left out.
    func position(_ partitions: [TopicPartition]) throws(KafkaError) -> [TopicPartition: Int64] {
        let list = PartitionList(partitions)
        try check(KafkaError(list.withPointer { rd_kafka_position(client.handle, $0) }, during: "position"))
        return list.offsets
    }

    /// Commits and waits for the group's coordinator. The answer comes to a queue of its own, because the plain
    /// call has no deadline.
    func commit(_ offsets: [TopicPartition: CommittedOffset], by deadline: Deadline) throws(KafkaError) {
        guard !offsets.isEmpty else { return }
        let list = PartitionList(capacity: offsets.count)
        for (partition, committed) in offsets {
            list.add(partition, offset: committed.offset, metadata: committed.metadata)
        }
        guard let pointer = rd_kafka_queue_new(client.handle) else { return }
        let answers = NativeQueue(taking: pointer)
        defer { answers.destroy() }
        let code = list.withPointer { rd_kafka_commit_queue(client.handle, $0, answers.pointer, nil, nil) }
        try check(KafkaError(code, during: "commit"))
        guard let answer = answers.poll(milliseconds: deadline.millisecondsLeft) else {
            throw .timedOut("the commit", after: deadline.duration)
        }
        try check(Self.commitError(answer))
    }

    private static func commitError(_ answer: borrowing NativeEvent) -> KafkaError? {
        answer.entries().lazy.compactMap { $0.error(during: "commit") }.first ?? answer.error()
    }
}

extension PartitionList {
    /// The entries that have an offset.
    var offsets: [TopicPartition: Int64] {
        var offsets: [TopicPartition: Int64] = [:]
        for entry in entries where entry.offset >= 0 { offsets[entry.topicPartition] = entry.offset }
        return offsets
    }
}
