import Foundation

/// An event as a sender of these tests writes it, with white space and an order of members of its own.
struct SentEvent {
    var id: String
    var source = "https://quebec.example/agenda"
    var kind = "event"
    var subject = "events/fete"
    var title = "Fêtes"

    /// What the contract's `data` says.
    var data: String {
        let bodies = kind == "exchange" ? #", "organisations": [ { "name": "Atelier" } ]"# : ""
        return """
            { "title" : { "fr": "\(title)" },  "domains": ["culture"], "partners": ["namur"],
              "direction": "mutual", "starts": "2026-11-04"\(bodies) }
            """
    }

    var type: String { "ca.quebec.ville.\(kind).confirmed.v1" }

    var structured: Data {
        Data(
            """
            { "type": "\(type)", "specversion" : "1.0", "id": "\(id)", "source":"\(source)", "subject": "\(subject)",
              "extra": 1.50, "data": \(data) }
            """.utf8)
    }

    /// The attributes as HTTP headers.
    var headers: [String: String] {
        ["ce-specversion": "1.0", "ce-id": id, "Ce-Source": source, "ce-type": type, "CE-SUBJECT": subject]
    }

    static func batch(_ events: [SentEvent]) -> Data {
        Data("[\n".utf8) + events.map(\.structured).reduce(Data()) { $0.isEmpty ? $1 : $0 + Data(" ,\n".utf8) + $1 }
            + Data("]".utf8)
    }
}
