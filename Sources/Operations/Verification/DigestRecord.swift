import Cooperation
import DigestEngine
import Foundation
import KafkaClient
import Worker

/// A record of the digests topic, as it is.
struct DigestRecord: Hashable {
    /// Where it stands.
    let position: Cooperation.RecordPosition
    let key: [UInt8]?
    let value: [UInt8]?
    /// The headers that name the digest and its hash, as text.
    let headers: [String: String]
    /// What it says; nil where it cannot be read as a digest.
    let digest: Digest?
    /// Why it cannot.
    private let unreadable: String?

    init(_ record: ConsumerRecord, of batch: RecordBatch) {
        let headers = batch.headers(of: record).map { ($0.name, String(decoding: $0.value ?? [], as: UTF8.self)) }
        self.init(
            position: Cooperation.RecordPosition(
                topic: record.topic, partition: record.partition, offset: record.offset),
            key: batch.key(of: record), value: batch.value(of: record),
            headers: Dictionary(headers) { _, last in last })
    }

    init(position: Cooperation.RecordPosition, key: [UInt8]?, value: [UInt8]?, headers: [String: String]) {
        self.position = position
        self.key = key
        self.value = value
        self.headers = headers.filter { ["vm-digest", "vm-hash"].contains($0.key) }
        do {
            digest = try value.map { try JSONDecoder().decode(Digest.self, from: Data($0)) }
            unreadable = value == nil ? "it has no value" : nil
        } catch {
            digest = nil
            unreadable = "\(error)"
        }
    }

    /// Whether another record repeats it: all but the place is the same.
    func repeats(_ other: DigestRecord) -> Bool {
        key == other.key && value == other.value && headers == other.headers
    }

    /// What its key and headers say that its value does not.
    var findings: [ProofFinding] {
        guard let digest else {
            return [ProofFinding(.record, "the digest's record was changed: it is no digest. \(unreadable ?? "")")]
        }
        let key = key.map { String(decoding: $0, as: UTF8.self) }
        let parts: [(name: String, found: String?, expected: String)] = [
            ("key", key, digest.subscription),
            ("header vm-digest", headers["vm-digest"], digest.id),
            ("header vm-hash", headers["vm-hash"], (digest.hash ?? digest.contentHash()).description),
        ]
        return parts.filter { $0.found != $0.expected }.map { part in
            let found = part.found?.debugDescription ?? "nothing"
            let message =
                "the digest's record was changed: its \(part.name) is \(found), its value says \(part.expected)"
            return ProofFinding(.record, message)
        }
    }
}
