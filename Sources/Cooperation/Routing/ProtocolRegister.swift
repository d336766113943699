/// The agreements of a table, compiled: which is in force for an event.
struct ProtocolRegister: Sendable {
    private struct Entry {
        let id: String
        let partners: Set<Int>
        let domains: Set<Int>
        /// Its first and last days, since 1970-01-01.
        let from: Int
        let until: Int
    }

    private let entries: [Entry]

    init(_ table: RoutingTable, _ names: TableNames) {
        entries = table.protocols.map { each in
            Entry(
                id: each.id, partners: Set(each.partners.compactMap { names.partners.number(of: $0) }),
                domains: Set(each.domains.compactMap { names.domains.number(of: $0) }), from: each.from.daysSinceEpoch,
                until: each.until.daysSinceEpoch)
        }
    }

    /// The protocol that all of the event's partners signed and that is in force on the day: one that covers a domain
    /// of the event before one that covers none, otherwise the first of the table.
    ///
    /// The day in the event's own zone is asked for only where it can differ from UTC's in its effect: around a
    /// protocol's first and last days.
    func inForce(_ facts: RoutingFacts, utcDay: CalendarDate, localDay: () -> CalendarDate) -> String? {
        guard !facts.hasUnknownPartner, !entries.isEmpty else { return nil }
        var second: Entry?
        for entry in entries where facts.partners.allSatisfy({ entry.partners.contains($0) }) {
            guard isInForce(entry, utcDay.daysSinceEpoch, localDay) else { continue }
            if facts.domains.contains(where: { entry.domains.contains($0) }) { return entry.id }
            second = second ?? entry
        }
        return second?.id
    }

    private func isInForce(_ entry: Entry, _ utcDay: Int, _ localDay: () -> CalendarDate) -> Bool {
        if utcDay < entry.from - 1 || utcDay > entry.until + 1 { return false }
        if utcDay > entry.from + 1 && utcDay < entry.until - 1 { return true }
        let day = localDay().daysSinceEpoch
        return entry.from <= day && day <= entry.until
    }
}
