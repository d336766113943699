import Foundation
import KafkaClient

/// A record as it stands in the log.
struct StoredRecord: Hashable, Sendable {
    let topic: String
    let partition: Int32
    let offset: Int64
    let key: [UInt8]?
    let value: [UInt8]?
    let headers: [KafkaHeader]

    init(_ record: ConsumerRecord, in batch: RecordBatch) {
        topic = record.topic
        partition = record.partition
        offset = record.offset
        key = batch.key(of: record)
        value = batch.value(of: record)
        headers = batch.headers(of: record)
    }

    /// What must not differ between a record and its repeat.
    struct Content: Hashable {
        let key: [UInt8]?
        let value: [UInt8]?
        let headers: [KafkaHeader]
    }

    var content: Content { Content(key: key, value: value, headers: headers) }
    var keyText: String { String(decoding: key ?? [], as: UTF8.self) }
    var position: String { "\(topic)/\(partition)@\(offset)" }

    func header(_ name: String) -> String? {
        headers.last { $0.name == name }?.value.map { String(decoding: $0, as: UTF8.self) }
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(value ?? []))
    }
}
