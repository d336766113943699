/// What the table knows of one event's names, by number. Reused from event to event.
struct RoutingFacts {
    /// Domains of the event that the table knows.
    private(set) var domains: [Int] = []
    /// Themes that count: they stand under one of the event's domains.
    private(set) var themes: [Int] = []
    /// Themes that the table knows under other domains only: not unknown, but they decide nothing.
    private(set) var themesElsewhere: [Int] = []
    /// Partners that the table knows.
    private(set) var partners: [Int] = []
    /// Whether the event names a partner that the table does not know.
    private(set) var hasUnknownPartner = false
    /// Names that the table does not know, in the order domains, themes, partners.
    private(set) var unknown: [UnknownName] = []

    /// Gathers the facts about one event.
    mutating func gather(_ subject: borrowing some RoutingSubject & ~Copyable, _ names: TableNames) {
        removeAll()
        subject.forEachName(in: .domain) { name in
            guard let number = names.domains.number(of: name) else { return note(.domain, name) }
            domains.append(number)
        }
        subject.forEachName(in: .theme) { name in
            guard let number = names.themes.number(of: name) else { return note(.theme, name) }
            if names.theme(number, standsUnderOneOf: domains) {
                themes.append(number)
            } else {
                themesElsewhere.append(number)
            }
        }
        subject.forEachName(in: .partner) { name in
            guard let number = names.partners.number(of: name) else {
                hasUnknownPartner = true
                return note(.partner, name)
            }
            partners.append(number)
        }
    }

    private mutating func note(_ field: UnknownName.Field, _ name: UnsafeRawBufferPointer) {
        unknown.append(UnknownName(field: field, name: String(decoding: name, as: UTF8.self)))
    }

    private mutating func removeAll() {
        domains.removeAll(keepingCapacity: true)
        themes.removeAll(keepingCapacity: true)
        themesElsewhere.removeAll(keepingCapacity: true)
        partners.removeAll(keepingCapacity: true)
        hasUnknownPartner = false
        unknown = []
    }
}
