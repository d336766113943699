import Cooperation
import Foundation
import KafkaClient

/// What became of the mails, by Message-ID: the deliveries topic, read back for the partitions this worker owns.
///
/// A delivery lies in the partition that has the number of its email's. Memory: one text of about 60 bytes for each
/// mail kept in the topic.
final class DeliveryLedger {
    /// What is known of a mail.
    enum Entry: Hashable {
        /// Somebody has it.
        case delivered
        /// It was set aside, as the record at this offset.
        case refused(offset: Int64)
        /// It is on its way, or was when whoever sent it came to an end.
        case open(Delivery)
    }

    private let topic: String
    private let reader: LogReader
    private var entries: [Int32: [String: Entry]] = [:]

    init(topic: String, reader: LogReader) {
        self.topic = topic
        self.reader = reader
    }

    /// Reads what predecessors did.
    func load(_ partitions: [Int32]) async throws {
        var found: [Int32: [String: Entry]] = [:]
        let ranges = partitions.map { (TopicPartition(topic: topic, partition: $0), LogReader.Range()) }
        try await reader.read(Dictionary(uniqueKeysWithValues: ranges)) { record, batch in
            guard let key = batch.key(of: record) else { return }
            found[record.partition, default: [:]][String(decoding: key, as: UTF8.self)] = Self.entry(
                batch.value(of: record))
        }
        for partition in partitions { entries[partition] = found[partition] ?? [:] }
    }

    func forget(_ partitions: [Int32]) {
        for partition in partitions { entries[partition] = nil }
    }

    func entry(of messageID: String, partition: Int32) -> Entry? { entries[partition]?[messageID] }

    /// Notes how a mail stands; the record that makes it last.
    func note(_ delivery: Delivery, partition: Int32) throws -> ProducerRecord {
        // A partition that is no longer ours has its ledger elsewhere; the record is true all the same.
        entries[partition]?[delivery.messageID] = Self.entry(delivery)
        return ProducerRecord(
            topic: topic, partition: partition, key: Array(delivery.messageID.utf8),
            value: try CanonicalJSON.encode(delivery),
            headers: [KafkaHeader(name: "content-type", value: Array("application/json".utf8))],
            timestampMilliseconds: delivery.at.milliseconds)
    }

    /// A record that says something unknown says at least that the mail was dealt with; a tombstone takes that back.
    static func entry(_ value: [UInt8]?) -> Entry? {
        guard let value else { return nil }
        return (try? JSONDecoder().decode(Delivery.self, from: Data(value))).map(entry) ?? .delivered
    }

    private static func entry(_ delivery: Delivery) -> Entry {
        switch delivery.state {
        case .delivered: .delivered
        case .refused: .refused(offset: delivery.offset)
        case .sending, .deferred: .open(delivery)
        }
    }
}
