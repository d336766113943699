/// Partitions that restart because their position was outside the log, until the first sign of life from
/// their new position tells how far it jumped. A value type without Kafka in it.
struct OffsetJumps {
    private var expected: [TopicPartition: Int64] = [:]

    var isEmpty: Bool { expected.isEmpty }

    /// A partition restarts although `offset` was the next one wanted.
    mutating func expect(_ offset: Int64, at partition: TopicPartition) {
        expected[partition] = offset
    }

    /// The partition goes on at `actual`; an event when that is not where it should have.
    mutating func resolve(_ partition: TopicPartition, at actual: Int64) -> ConsumerEvent? {
        guard let wanted = expected.removeValue(forKey: partition), wanted != actual else { return nil }
        return .offsetJumped(partition, expected: wanted, actual: actual)
    }

    mutating func forget(_ partitions: some Sequence<TopicPartition>) {
        for partition in partitions { expected[partition] = nil }
    }
}
