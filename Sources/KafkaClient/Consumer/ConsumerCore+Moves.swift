import CRdKafka

/// Going on from another position.
extension ConsumerCore {
    /// Starts a partition again whose position was outside the log, or which has none.
    ///
    /// `auto.offset.reset=error` is what makes this case visible; it leaves the partition stopped.
    func restart(_ partition: TopicPartition, wanted: Int64, _ turn: inout Turn) {
        flush(&turn)
        var start = StartOffset.beginning
        if wanted >= 0 {
            jumps.expect(wanted, at: partition)
        } else if options.whenNoneCommitted == .end {
            start = .end
        }
        if let refused = move([partition: start.native]) { turn.trailing.append(.failed(refused)) }
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
        let list = PartitionList(offsets)
        let refused =
            KafkaError(taking: rd_kafka_seek_partitions(client.handle, list.pointer, 1_000))
            ?? list.firstError(during: "seek")
        guard refused != nil else { return nil }
        let error = isMember && !isCooperative ? replaceAll(moving: offsets) : replaceSome(offsets)
        return error ?? pauseAgain()
    }

    private func replaceSome(_ offsets: [TopicPartition: Int64]) -> KafkaError? {
        let out = PartitionList(offsets.keys)
        let back = PartitionList(offsets)
        return KafkaError(taking: rd_kafka_incremental_unassign(client.handle, out.pointer))
            ?? KafkaError(taking: rd_kafka_incremental_assign(client.handle, back.pointer))
    }

    private func replaceAll(moving offsets: [TopicPartition: Int64]) -> KafkaError? {
        let all = PartitionList(starts.keys)
        let code = rd_kafka_position(client.handle, all.pointer)
        if let error = KafkaError(code, during: "position") { return error }
        let positions = starts.merging(all.offsets) { $1 }
        return replace(PartitionList(positions.merging(offsets) { $1 }))
    }

    // An assignment forgets pauses.
    private func pauseAgain() -> KafkaError? {
        guard !paused.isEmpty else { return nil }
        let list = PartitionList(paused)
        return KafkaError(rd_kafka_pause_partitions(client.handle, list.pointer), during: "pause")
    }
}
