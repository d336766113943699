import Cooperation
import Foundation

@testable import DigestEngine

/// A partition of the notices topic as bytes, so that single ones can be changed.
struct RawLog {
    /// A record as Kafka keeps it.
    struct Record {
        var key: [UInt8] = Array("culture".utf8)
        var value: [UInt8]
        var headers: [RecordHeader]
        var offset: Int64
        var appendedAt: Instant

        /// Changes a text within the value to one that is as long.
        mutating func replace(_ old: String, with new: String) {
            precondition(old.utf8.count == new.utf8.count)
            let text = String(decoding: value, as: UTF8.self)
            precondition(text.contains(old))
            value = Array(text.replacing(old, with: new).utf8)
        }
    }

    /// The records, in log order.
    var records: [Record] = []
    /// The commands among them, which are not read from bytes here.
    var commands: [DigestCommand] = []

    /// Appends a notice.
    mutating func append(
        _ offset: Int64, _ id: String, subject: String, action: String = "confirmed", title: String, starts: String
    ) {
        let event = #"""
            {"specversion":"1.0","id":"\#(id)","source":"urn:test","type":"org.example.delegation.\#(action).v1",
             "subject":"\#(subject)","data":{"title":{"fr":"\#(title)"},"domains":["culture"],"partners":["namur"],
             "direction":"incoming","starts":"\#(starts)"}}
            """#
        records.append(
            Record(
                value: Array(event.utf8),
                headers: [
                    RecordHeader(name: "content-type", value: Array("application/cloudevents+json".utf8)),
                    RecordHeader(name: "vm-origin", value: Array("partner.delegations/0@\(offset * 10)".utf8)),
                    RecordHeader(name: "vm-rules", value: Array("culture-service".utf8)),
                    RecordHeader(name: "vm-routes", value: Array("0123456789ab".utf8)),
                ], offset: offset, appendedAt: at(2019, 3, 4, 14)))
    }

    /// The entries as the digest stage reads them; what cannot be read is set aside there.
    var entries: [LogEntry] {
        let reader = NoticeReader()
        let notices = records.compactMap { record in
            try? reader.read(
                key: record.key, value: record.value, headers: record.headers, offset: record.offset,
                appendedAt: record.appendedAt
            ).get()
        }
        return (notices.map(LogEntry.notice) + commands.map(LogEntry.command)).sorted { $0.offset < $1.offset }
    }
}
