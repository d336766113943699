public import Cooperation
public import DigestEngine
import Foundation
import KafkaClient
import Logging

/// The cuts topic: how far each subscription has been told. A cut lies in the partition that has the number of its
/// notices' partition, so that an owner reads back just what it needs.
public struct CutStore: Sendable {
    private let topic: String
    private let reader: LogReader

    /// The cuts in `topic`.
    public init(topic: String, reader: LogReader) {
        self.topic = topic
        self.reader = reader
    }

    /// The latest cut of each subscription, by partition.
    ///
    /// - Throws: ``UnreadableCut`` when a record is no cut: going on without it would tell everything again.
    public func load(_ partitions: [Int32]) async throws -> [Int32: [Cut]] {
        var latest: [Int32: [String: Cut]] = [:]
        let ranges = partitions.map { (TopicPartition(topic: topic, partition: $0), LogReader.Range()) }
        try await reader.read(Dictionary(uniqueKeysWithValues: ranges)) { record, batch in
            guard let key = batch.key(of: record) else { return }
            let subscription = String(decoding: key, as: UTF8.self)
            guard let value = batch.value(of: record) else {
                latest[record.partition]?[subscription] = nil
                return
            }
            latest[record.partition, default: [:]][subscription] = try decode(value, record)
        }
        return latest.mapValues { cuts in cuts.values.sorted { $0.subscription < $1.subscription } }
    }

    private func decode(_ value: [UInt8], _ record: ConsumerRecord) throws -> Cut {
        do {
            return try JSONDecoder().decode(Cut.self, from: Data(value))
        } catch {
            throw UnreadableCut(
                position: RecordPosition(topic: record.topic, partition: record.partition, offset: record.offset),
                cause: "\(error)")
        }
    }

    /// The record that stands for a cut.
    static func record(_ cut: Cut, topic: String) throws -> ProducerRecord {
        ProducerRecord(
            topic: topic, partition: cut.partition, key: Array(cut.subscription.utf8),
            value: try CanonicalJSON.encode(cut),
            headers: [KafkaHeader(name: "content-type", value: Array("application/json".utf8))],
            timestampMilliseconds: nil)
    }
}

/// A record of the cuts topic that cannot be read.
public struct UnreadableCut: Error, CustomStringConvertible {
    /// Where it stands.
    public var position: RecordPosition
    /// What is wrong with it.
    public var cause: String

    /// What is wrong, and what to do.
    public var description: String {
        """
        the cut at \(position) cannot be read: \(cause). The digest stage stops here, because without this cut it \
        would tell everything again. Write the right cut over it (same key, same partition), or a tombstone to begin \
        anew.
        """
    }
}
