import KafkaClient

/// What one stage makes of the records it reads; `TransformLoop` does the reading, the committing and the rebalancing.
protocol RecordTransform: AnyObject {
    /// These partitions are now ours; nothing of them has been handed over yet.
    func assigned(_ partitions: [TopicPartition]) async throws
    /// These partitions are no longer ours.
    func revoked(_ partitions: [TopicPartition])
    /// The transaction was aborted: what was written since the last commit does not stand, and its records come again.
    func undone()
    /// Writes what follows from the batch. Nothing is committed before this returns.
    func transform(_ batch: RecordBatch, to writer: StageWriter) async throws -> TransformCounts
}

/// What came of a batch.
struct TransformCounts {
    var written = 0
    var deadLetters = 0
    /// How many records of the batch were dealt with; fewer than it has only in a flood.
    var processed = 0
    /// Why the stage should pause before the next record, when it should.
    var flood: String?
}

extension RecordTransform {
    func assigned(_ partitions: [TopicPartition]) async throws {}
    func revoked(_ partitions: [TopicPartition]) {}
    func undone() {}
}
