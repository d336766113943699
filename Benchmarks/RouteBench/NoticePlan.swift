import Cooperation
import Foundation

/// Which notices each event of the decks has, as the router decides: what the C loop reads in place of thinking.
///
/// One notice a line, `EVENT KEY NAME=VALUE...`, everything but the origin, which depends on the record's place. The
/// names and values of notice headers hold neither spaces nor line ends.
struct NoticePlan {
    private(set) var text = ""
    private(set) var notices = 0
    /// Events in all decks.
    private(set) var events = 0

    /// The plan for these decks, by this table.
    ///
    /// - Throws: ``BenchFailure`` when an event is refused: then the deck is wrong.
    init(_ decks: [EventDeck], table: RoutingTable) throws {
        let reader = EventReader()
        let router = Router(table: table)
        let writer = NoticeWriter(routesVersion: router.version)
        let nowhere = RecordPosition(topic: "", partition: 0, offset: 0)
        for value in decks.flatMap(\.values) {
            let decision = try value.withUnsafeBytes { bytes in
                try reader.read(value: bytes, headers: []) { event in
                    router.decide(event, recordedAt: Instant(milliseconds: 0))
                }.get()
            }
            for route in decision.routes {
                add(route.audience, writer.headers(of: route, in: decision, from: nowhere))
            }
            events += 1
        }
    }

    private mutating func add(_ audience: String, _ headers: [RecordHeader]) {
        let words = headers.filter { $0.name != NoticeHeader.origin.description }.map { header in
            "\(header.name)=\(String(decoding: header.value ?? [], as: UTF8.self))"
        }
        text += ([String(events), audience] + words).joined(separator: " ") + "\n"
        notices += 1
    }
}
