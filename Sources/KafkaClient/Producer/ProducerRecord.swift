/// One record to write.
public struct ProducerRecord: Hashable, Sendable {
    /// The topic to write to.
    public var topic: String
    /// The partition; nil lets the key decide (`murmur2Partition`), or chance where there is no key.
    public var partition: Int32?
    /// The key; nil and empty are different things.
    public var key: [UInt8]?
    /// The value; nil is a tombstone.
    public var value: [UInt8]?
    /// The headers, in order.
    public var headers: [KafkaHeader]
    /// Milliseconds since 1970 UTC; nil means the moment of producing.
    public var timestampMilliseconds: Int64?

    /// A record to write.
    public init(
        topic: String, partition: Int32? = nil, key: [UInt8]? = nil, value: [UInt8]?, headers: [KafkaHeader] = [],
        timestampMilliseconds: Int64? = nil
    ) {
        self.topic = topic
        self.partition = partition
        self.key = key
        self.value = value
        self.headers = headers
        self.timestampMilliseconds = timestampMilliseconds
    }
}

/// Where a record stands in the log.
public struct Acknowledgement: Hashable, Sendable, CustomStringConvertible {
    /// The partition's number.
    public var partition: Int32
    /// The offset; -1 when the brokers were not asked to tell (`acks=0`).
    public var offset: Int64

    /// A position in the log.
    public init(partition: Int32, offset: Int64) {
        self.partition = partition
        self.offset = offset
    }

    /// `3@17`.
    public var description: String { "\(partition)@\(offset)" }
}

/// What became of an attempt to queue a record.
public enum ProduceOutcome: Hashable, Sendable {
    /// The record was copied into the producer's queue.
    case queued
    /// The queue is full: await `KafkaProducer.space()` and try again.
    case queueFull
}
