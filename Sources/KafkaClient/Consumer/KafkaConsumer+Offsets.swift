import CRdKafka

extension KafkaConsumer {
    /// Answers `ConsumerEvent.assigned`, or chooses the partitions of a consumer that joined no group (there,
    /// each call replaces the partitions of the one before). Partitions left out are not read.
    ///
    /// - Throws: `.timedOut` or another failure of the coordinator when committed offsets could not be had; the
    ///   group still waits for the answer, so call it again.
    public func assign(
        _ offsets: [TopicPartition: StartOffset], deadline: Duration = .seconds(30)
    ) async throws(KafkaError) {
        let end = Deadline(after: deadline)
        try await onThread("assign", deadline: deadline + .seconds(1)) { core throws(KafkaError) in
            try core.assign(offsets, by: end)
        }
    }

    /// Answers `ConsumerEvent.revoked` once its records are dealt with: the partitions may go to others.
    public func finishRevocation(_ partitions: [TopicPartition]) async throws(KafkaError) {
        try await onThread("finish revocation") { core throws(KafkaError) in try core.finishRevocation(partitions) }
    }

    /// Goes on reading from other positions; what was prefetched from the old ones is forgotten. The partitions
    /// must be assigned; paused ones stay paused.
    public func seek(_ offsets: [TopicPartition: StartOffset]) async throws(KafkaError) {
        try await onThread("seek") { core throws(KafkaError) in try core.seek(offsets) }
    }

    /// Reads no more from these partitions until `resume`; membership in the group is kept by polling on.
    public func pause(_ partitions: [TopicPartition]) async throws(KafkaError) {
        try await onThread("pause") { core throws(KafkaError) in try core.pause(partitions) }
    }

    /// Reads on after `pause`.
    public func resume(_ partitions: [TopicPartition]) async throws(KafkaError) {
        try await onThread("resume") { core throws(KafkaError) in try core.resume(partitions) }
    }

    /// One past the last record handed over, for partitions from which something was read since assignment.
    public func position(_ partitions: [TopicPartition]) async throws(KafkaError) -> [TopicPartition: Int64] {
        try await onThread("position") { core throws(KafkaError) in try core.position(partitions) }
    }

    /// Commits the offsets of the next records to read, with an optional note, and waits for the coordinator.
    ///
    /// - Throws: the first refusal, naming its partition; `.timedOut` when nobody answered, in which case the
    ///   commit may or may not hold. After any failure expect records to come again.
    public func commit(
        _ offsets: [TopicPartition: Int64], metadata: String = "", deadline: Duration = .seconds(10)
    ) async throws(KafkaError) {
        try await commit(offsets.mapValues { CommittedOffset(offset: $0, metadata: metadata) }, deadline: deadline)
    }

    /// Commits offsets that each have a note of their own.
    public func commit(
        _ offsets: [TopicPartition: CommittedOffset], deadline: Duration = .seconds(10)
    ) async throws(KafkaError) {
        let end = Deadline(after: deadline)
        try await onThread("commit", deadline: deadline + .seconds(1)) { core throws(KafkaError) in
            try core.commit(offsets, by: end)
        }
    }
}
