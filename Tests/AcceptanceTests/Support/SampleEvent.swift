import Foundation

/// An event as a city would publish it, with what a test needs to know of it.
struct SampleEvent: Sendable {
    var kind = "event"
    var action = "confirmed"
    var id: String
    var subject: String
    var domains: [String]
    var title = "Rencontre"

    static let source = "https://agenda.quebec.example.org/cooperation"
    static let contentType = "content-type=application/cloudevents+json"

    /// The source topic's last part.
    var topic: String { kind == "delegation" ? "delegations" : kind == "exchange" ? "exchanges" : "events" }

    var type: String { "ca.quebec.ville.\(kind).\(action).v1" }

    /// What the contract's `data` says.
    var data: [String: Any] {
        var data: [String: Any] = [
            "title": ["fr": "\(title) \(subject)", "en": "Meeting \(subject)"], "domains": domains,
            "partners": ["namur"], "direction": "mutual", "starts": "2019-11-04",
        ]
        if kind == "exchange" { data["organisations"] = [["name": "Atelier du Grognon"]] }
        return data
    }

    /// The record's value in structured mode.
    var structured: Data {
        get throws {
            try Self.json([
                "specversion": "1.0", "id": id, "source": Self.source, "type": type, "subject": subject, "data": data,
            ])
        }
    }

    static func json(_ object: Any) throws -> Data {
        try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    }
}
