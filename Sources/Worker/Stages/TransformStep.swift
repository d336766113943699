import Cooperation
import KafkaClient

/// What was read and transformed together, and is committed together.
struct TransformStep {
    /// The next offset to read, of each partition that was read.
    private(set) var passed: [TopicPartition: Int64] = [:]
    /// The timestamp of the last record, per partition.
    private(set) var lastTimestamp: [TopicPartition: Instant] = [:]
    private(set) var recordsRead = 0
    private(set) var recordsWritten = 0
    private(set) var deadLetters = 0
    private var start = ContinuousClock.now

    /// Whether there is nothing to commit.
    var isEmpty: Bool { passed.isEmpty }

    /// How long ago its first record came.
    var age: Duration { start.duration(to: .now) }

    /// Its first records are about to be transformed.
    mutating func begin() {
        if recordsRead == 0 { start = .now }
    }

    /// Notes what came of a batch.
    mutating func add(_ outcome: TransformCounts, of batch: RecordBatch) {
        recordsRead += outcome.processed
        recordsWritten += outcome.written
        deadLetters += outcome.deadLetters
        note(batch.records.prefix(outcome.processed))
    }

    /// Transaction markers take offsets too: at its end a partition is passed up to there, not to the last record.
    mutating func pass(_ partition: TopicPartition, to offset: Int64) {
        passed[partition] = max(offset, passed[partition] ?? 0)
    }

    /// Takes in the step before it, which could not be committed; its time starts anew.
    mutating func takeBack(_ earlier: TransformStep) {
        passed.merge(earlier.passed) { max($0, $1) }
        lastTimestamp.merge(earlier.lastTimestamp) { own, _ in own }
        recordsRead += earlier.recordsRead
        recordsWritten += earlier.recordsWritten
        deadLetters += earlier.deadLetters
        start = .now
    }

    /// Records come in runs of one partition: the dictionary is touched once a run.
    private mutating func note(_ records: ArraySlice<ConsumerRecord>) {
        for (index, record) in records.enumerated() {
            let next = index + 1 < records.count ? records[index + 1] : nil
            if let next, next.partition == record.partition, next.topic == record.topic { continue }
            let partition = TopicPartition(topic: record.topic, partition: record.partition)
            passed[partition] = record.offset + 1
            if let milliseconds = record.timestampMilliseconds {
                lastTimestamp[partition] = Instant(milliseconds: milliseconds)
            }
        }
    }
}
