/// Routes that were built before, by what they depend on: the rules that matched, those of them that are urgent, and
/// whether triage is told. Events repeat the same few combinations, so that a decision is a look-up.
struct DecisionCache {
    /// Combinations kept at most; when there are more, all are forgotten and those in use come back.
    static let capacity = 4_096

    private struct Entry {
        let matched: RuleSet
        let urgent: RuleSet
        let isTriage: Bool
        let routes: [Route]
    }

    private var entries: [Int: [Entry]] = [:]
    private var count = 0

    /// The routes for a combination; `build` makes them the first time.
    mutating func routes(
        matched: RuleSet, urgent: RuleSet, isTriage: Bool, build: () -> [Route]
    ) -> [Route] {
        let hash = Self.hash(matched, urgent, isTriage)
        if let bucket = entries[hash] {
            for entry in bucket where entry.isTriage == isTriage && entry.matched == matched && entry.urgent == urgent {
                return entry.routes
            }
        }
        if count >= Self.capacity { removeAll() }
        let routes = build()
        entries[hash, default: []].append(
            Entry(matched: matched.copy, urgent: urgent.copy, isTriage: isTriage, routes: routes))
        count += 1
        return routes
    }

    private mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        count = 0
    }

    private static func hash(_ matched: RuleSet, _ urgent: RuleSet, _ isTriage: Bool) -> Int {
        var hash: UInt64 = isTriage ? 1 : 0
        for word in matched.words { hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15 ^ (hash >> 29) }
        for word in urgent.words { hash = (hash ^ word) &* 0xD6E8_FEB8_6659_FD93 ^ (hash >> 31) }
        return Int(truncatingIfNeeded: hash)
    }
}

extension RuleSet {
    /// A copy with memory of its own, so that the original can go on being changed in place.
    fileprivate var copy: RuleSet {
        var copy = self
        copy.formUnion(self)
        return copy
    }
}
