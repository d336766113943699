import Cooperation
import Foundation

/// Events of one kind that look like an office's: about 1 KB of valid JSON each, all different, the same in every run.
///
/// Partitions are filled by dealing the deck again and again, so that the event at an offset is known without reading.
struct EventDeck {
    /// Events in a deck: 4 MB, many times what the compressor looks back over.
    static let size = 4_000

    /// The kind of its events.
    let kind: Kind
    /// The subjects, which are the records' keys.
    let subjects: [[UInt8]]
    /// The events' JSON.
    let values: [[UInt8]]

    /// The deck of a kind, from a table whose names it uses.
    init(kind: Kind, table: RoutingTable) throws {
        self.kind = kind
        var dealer = EventDealer(kind: kind, domains: table.domains)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let events = (0..<Self.size).map { dealer.deal($0) }
        subjects = events.map { Array($0.subject.utf8) }
        values = try events.map { Array(try encoder.encode($0)) }
    }

    /// Mean size of an event, in bytes.
    var meanBytes: Int { values.reduce(0) { $0 + $1.count } / values.count }
}
