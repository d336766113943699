/// One record as it was read: where it stands in the log, and where its bytes stand in its `RecordBatch`.
/// Small and cheap to copy; the bytes stay in the batch.
public struct ConsumerRecord: Sendable {
    /// The topic's name, shared by all its records.
    public let topic: String
    /// The partition's number.
    public let partition: Int32
    /// The record's offset in its partition.
    public let offset: Int64
    /// Milliseconds since 1970 UTC; nil where the record has no timestamp.
    public let timestampMilliseconds: Int64?
    /// Who set the timestamp.
    public let timestampKind: TimestampKind
    /// Where the key is; nil for a record without a key.
    public let key: ByteRange?
    /// Where the value is; nil for a tombstone.
    public let value: ByteRange?
    /// The record's rows in the batch's header table.
    let headerRows: Range<Int32>

    /// How many headers the record has.
    public var headerCount: Int { headerRows.count }
    /// The record's partition.
    public var topicPartition: TopicPartition { TopicPartition(topic: topic, partition: partition) }
}

/// Who set a record's timestamp.
public enum TimestampKind: Hashable, Sendable {
    /// Nobody.
    case none
    /// The producer.
    case create
    /// The broker, when it appended the record.
    case logAppend
}
