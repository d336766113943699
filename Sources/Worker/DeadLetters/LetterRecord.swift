public import Cooperation
public import KafkaClient

/// A record of a dead-letters topic, as it stands there.
public struct LetterRecord: Hashable, Sendable {
    /// Where it stands.
    public var position: Cooperation.RecordPosition
    /// Its timestamp.
    public var timestamp: Instant
    /// Its key.
    public var key: [UInt8]?
    /// Its value; nil for a tombstone.
    public var value: [UInt8]?
    /// All of its headers, in order.
    public var headers: [KafkaHeader]

    /// A record from its parts.
    public init(
        position: Cooperation.RecordPosition, timestamp: Instant, key: [UInt8]?, value: [UInt8]?,
        headers: [KafkaHeader]
    ) {
        self.position = position
        self.timestamp = timestamp
        self.key = key
        self.value = value
        self.headers = headers
    }

    /// A record that was read.
    public init(_ record: ConsumerRecord, of batch: RecordBatch) {
        self.init(
            position: RecordPosition(topic: record.topic, partition: record.partition, offset: record.offset),
            timestamp: record.appendedAt, key: batch.key(of: record), value: batch.value(of: record),
            headers: batch.headers(of: record))
    }

    /// The record as it goes back to `topic`: its own key, the bytes and headers given, and what is carried along of
    /// `letter`.
    public func replayed(
        _ letter: DeadLetter, to topic: String, value: [UInt8]?, headers: [KafkaHeader]
    ) -> ProducerRecord {
        ProducerRecord(
            topic: topic, key: key, value: value,
            headers: headers + ReturningRecord(of: letter, at: position).headers)
    }
}
