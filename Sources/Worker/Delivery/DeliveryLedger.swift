import Cooperation
import Foundation
import KafkaClient

/// What has been delivered, by Message-ID: the deliveries topic, read back for the partitions this worker owns.
///
/// A delivery lies in the partition that has the number of its email's. Memory: one text of about 60 bytes for each
/// mail kept in the topic.
final class DeliveryLedger {
    private let topic: String
    private let reader: LogReader
    private var delivered: [Int32: Set<String>] = [:]

    init(topic: String, reader: LogReader) {
        self.topic = topic
        self.reader = reader
    }

    /// Reads what predecessors delivered.
    func load(_ partitions: [Int32]) async throws {
        var found: [Int32: Set<String>] = [:]
        let ranges = partitions.map { (TopicPartition(topic: topic, partition: $0), LogReader.Range()) }
        try await reader.read(Dictionary(uniqueKeysWithValues: ranges)) { record, batch in
            guard let key = batch.key(of: record) else { return }
            found[record.partition, default: []].insert(String(decoding: key, as: UTF8.self))
        }
        for partition in partitions { delivered[partition] = found[partition] ?? [] }
    }

    func forget(_ partitions: [Int32]) {
        for partition in partitions { delivered[partition] = nil }
    }

    func contains(_ messageID: String, partition: Int32) -> Bool {
        delivered[partition]?.contains(messageID) ?? false
    }

    /// Notes a delivery; the record that makes it last.
    func note(_ delivery: Delivery, partition: Int32) throws -> ProducerRecord {
        delivered[partition, default: []].insert(delivery.messageID)
        return ProducerRecord(
            topic: topic, partition: partition, key: Array(delivery.messageID.utf8),
            value: try CanonicalJSON.encode(delivery),
            headers: [KafkaHeader(name: "content-type", value: Array("application/json".utf8))],
            timestampMilliseconds: delivery.deliveredAt.milliseconds)
    }
}

/// One mail handed on: the value of a record of the deliveries topic.
struct Delivery: Hashable, Codable, Sendable {
    var messageID: String
    var digest: String
    var recipient: String
    var deliveredAt: Instant
    /// How: `directory`.
    var via: String
}
