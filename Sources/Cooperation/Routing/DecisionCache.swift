/// Routes that were built before, by what they depend on: the rules that matched, those of them that are urgent, and
/// whether triage is told. Events repeat the same few combinations, so that a decision is a look-up.
struct DecisionCache {
    /// Combinations kept at most; when there are more, all are forgotten and those in use come back.
    static let capacity = 2_048
    private static let mask = 2 * capacity - 1

    private struct Entry {
        let matched: RuleSet
        let urgent: RuleSet
        let isTriage: Bool
        let routes: [Route]
    }

    private var entries: [Entry] = []
    /// Positions in `entries`, by hash; -1 in an empty place.
    private var places = [Int32](repeating: -1, count: 2 * capacity)

    /// The routes for a combination; `build` makes them the first time.
    mutating func routes(matched: RuleSet, urgent: RuleSet, isTriage: Bool, build: () -> [Route]) -> [Route] {
        if entries.count == Self.capacity { removeAll() }
        var place = Int(truncatingIfNeeded: urgent.mixed(into: matched.mixed(into: isTriage ? 1 : 0))) & Self.mask
        while places[place] >= 0 {
            let position = Int(places[place])
            if entries[position].isTriage == isTriage, entries[position].matched == matched,
                entries[position].urgent == urgent
            {
                return entries[position].routes
            }
            place = (place + 1) & Self.mask
        }
        let routes = build()
        places[place] = Int32(entries.count)
        entries.append(Entry(matched: matched.copy, urgent: urgent.copy, isTriage: isTriage, routes: routes))
        return routes
    }

    private mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        for place in places.indices { places[place] = -1 }
    }
}
