import Foundation
import KafkaClient

/// A record that must be set aside, and the code under which.
struct BadRecord: Sendable {
    let code: String
    let value: @Sendable () throws -> [UInt8]?

    var key: [UInt8] { Array("bad/\(code)".utf8) }

    /// Headers that an honest copy must bring along: bytes that are no text, a repeated name, one empty, one null.
    var headers: [KafkaHeader] {
        [
            KafkaHeader(name: "content-type", text: "application/cloudevents+json"),
            KafkaHeader(name: "trace", value: [0, 255, 128]), KafkaHeader(name: "trace", text: "encore"),
            KafkaHeader(name: "empty", value: []), KafkaHeader(name: "null", value: nil),
        ]
    }

    static let all: [BadRecord] = [
        BadRecord(code: "not-json") { Array(#"{"specversion": "1.0", "id": "#.utf8) },
        BadRecord(code: "too-large") { try structured { $0["padding"] = String(repeating: "x", count: 1_258_291) } },
        BadRecord(code: "too-deep") {
            try structured { $0["deep"] = (0..<500).reduce(into: [Any]()) { inner, _ in inner = [inner] } }
        },
        BadRecord(code: "not-utf8") {
            try structured { $0["subject"] = "event/@" }.map { $0 == UInt8(ascii: "@") ? 0xFF : $0 }
        },
        BadRecord(code: "tombstone") { nil },
        BadRecord(code: "empty") { [] },
        BadRecord(code: "unknown-kind") { try structured { $0["type"] = "ca.quebec.ville.picnic.confirmed.v1" } },
        BadRecord(code: "unknown-action") { try structured { $0["type"] = "ca.quebec.ville.event.postponed.v1" } },
        BadRecord(code: "contract") {
            try structured { event in
                var data = event["data"] as? [String: Any]
                data?["title"] = nil
                event["data"] = data
            }
        },
    ]

    /// A good event with one thing about it changed.
    private static func structured(_ spoil: (inout [String: Any]) -> Void) throws -> [UInt8] {
        let good = SampleEvent(id: "bad", subject: "event/bad", domains: ["culture"])
        var event = try JSONSerialization.jsonObject(with: try good.structured) as? [String: Any] ?? [:]
        spoil(&event)
        return Array(try SampleEvent.json(event))
    }
}
