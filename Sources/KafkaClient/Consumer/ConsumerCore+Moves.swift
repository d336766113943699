import CRdKafka

/// Going on from another position.
extension ConsumerCore {
    /// Starts a partition again whose position was outside the log.
    ///
    /// `auto.offset.reset=error` is what makes this case visible; it leaves the partition stopped.
    func restart(_ partition: TopicPartition, wanted: Int64, _ turn: inout Turn) {
        flush(&turn)
        if wanted >= 0 { jumps.expect(wanted, at: partition) }
        if let refused = move([partition: StartOffset.beginning.native]) { turn.trailing.append(.failed(refused)) }
    }

    func seek(_ offsets: [TopicPartition: StartOffset]) throws(KafkaError) {
        for partition in offsets.keys where starts[partition] == nil {
            throw KafkaError(
                code: .invalidState, message: "seek moves assigned partitions only", topicPartition: partition)
        }
        jumps.forget(offsets.keys)
        try check(move(offsets.mapValues(\.native)))
    }

    /// Puts assigned partitions at other positions, whatever state their fetching is in.
    ///
    /// librdkafka seeks only what is being fetched: right after an assignment, or after an error that stopped
    /// the partition, it refuses. Then the partition is taken out and put back; under the eager protocol,
    /// which knows only whole assignments, together with all others, each at its own position.
    private func move(_ offsets: [TopicPartition: Int64]) -> KafkaError? {
        starts.merge(offsets) { $1 }
        let list = PartitionList(offsets)
        let refused =
            KafkaError(taking: list.withPointer { rd_kafka_seek_partitions(client.handle, $0, 1_000) })
            ?? list.firstError(during: "seek")
        guard refused != nil else { return nil }
        let error = isMember && !isCooperative ? replaceAll(moving: Array(offsets.keys)) : replaceSome(offsets)
        return error ?? pauseAgain()
    }

    private func replaceSome(_ offsets: [TopicPartition: Int64]) -> KafkaError? {
        let out = PartitionList(offsets.keys)
        let back = PartitionList(offsets)
        return KafkaError(taking: out.withPointer { rd_kafka_incremental_unassign(client.handle, $0) })
            ?? KafkaError(taking: back.withPointer { rd_kafka_incremental_assign(client.handle, $0) })
    }

    private func replaceAll(moving moved: [TopicPartition]) -> KafkaError? {
        let others = PartitionList(starts.keys.filter { !moved.contains($0) })
        let code = others.withPointer { rd_kafka_position(client.handle, $0) }
        if let error = KafkaError(code, during: "position") { return error }
        // An assignment forgets positions: until something is read, the next one must find them here.
        starts.merge(others.offsets) { $1 }
        return replace(PartitionList(starts))
    }

    // An assignment forgets pauses.
    private func pauseAgain() -> KafkaError? {
        guard !paused.isEmpty else { return nil }
        let list = PartitionList(paused)
        return KafkaError(list.withPointer { rd_kafka_pause_partitions(client.handle, $0) }, during: "pause")
    }
}
