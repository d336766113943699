/// The agreements of a table, compiled: which is in force for an event.
struct ProtocolRegister: Sendable {
    private struct Entry {
        let id: String
        let partners: Set<Int>
        let domains: Set<Int>
        let term: DayBounds
    }

    private let entries: [Entry]

    init(_ table: RoutingTable, _ names: TableNames) {
        entries = table.protocols.map { each in
            Entry(
                id: each.id, partners: Set(each.partners.compactMap { names.partners.number(of: $0) }),
                domains: Set(each.domains.compactMap { names.domains.number(of: $0) }),
                term: DayBounds(DayRange(from: each.from, until: each.until)))
        }
    }

    /// The protocol that all of the event's partners signed and that is in force on the day: one that covers a domain
    /// of the event before one that covers none, otherwise the first of the table.
    /// `localDay` is the day in the event's own zone.
    func inForce(_ facts: RoutingFacts, utcDay: CalendarDate, localDay: () -> CalendarDate) -> String? {
        guard !facts.hasUnknownPartner, !entries.isEmpty else { return nil }
        var second: Entry?
        for entry in entries where facts.partners.allSatisfy({ entry.partners.contains($0) }) {
            guard entry.term.contains(utcDay: utcDay, localDay: localDay) else { continue }
            if facts.domains.contains(where: { entry.domains.contains($0) }) { return entry.id }
            second = second ?? entry
        }
        return second?.id
    }
}
