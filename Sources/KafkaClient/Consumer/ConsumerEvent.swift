/// What a consumer has to say, in the order it happened.
public enum ConsumerEvent: Sendable {
    /// Records, per partition in order.
    case records(RecordBatch)
    /// The end of a partition: everything below `offset` that the reader may see was handed over before this.
    case endOfPartition(TopicPartition, offset: Int64)
    /// The group gave these partitions to the consumer. Answer with `assign(_:)`.
    case assigned([TopicPartition])
    /// The group takes these partitions away. Drain, commit (unless `lost`: another member may have them by
    /// now), then answer with `finishRevocation(_:)`.
    case revoked([TopicPartition], lost: Bool)
    /// The log was trimmed past the position: the records from `expected` up to `actual` were never read.
    /// Reading goes on at `actual`.
    case offsetJumped(TopicPartition, expected: Int64, actual: Int64)
    /// Something went wrong that the consumer recovers from by itself: worth a log line.
    case failed(KafkaError)
}
