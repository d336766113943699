/// A set of rules, as bits by their position in the table. The first 64 lie in place, so that the usual table's sets
/// cost no memory of their own.
struct RuleSet: Hashable, Sendable {
    private var first: UInt64 = 0
    private var rest: [UInt64]

    /// The empty set out of `count` rules.
    init(count: Int) {
        rest = [UInt64](repeating: 0, count: max(0, (count + 63) / 64 - 1))
    }

    /// All of `count` rules.
    init(all count: Int) {
        self.init(count: count)
        for rule in 0..<count { insert(rule) }
    }

    var isEmpty: Bool { first == 0 && rest.allSatisfy { $0 == 0 } }

    mutating func insert(_ rule: Int) {
        if rule < 64 {
            first |= 1 << UInt64(rule)
        } else {
            rest[rule >> 6 - 1] |= 1 << UInt64(rule & 63)
        }
    }

    mutating func remove(_ rule: Int) {
        if rule < 64 {
            first &= ~(1 << UInt64(rule))
        } else {
            rest[rule >> 6 - 1] &= ~(1 << UInt64(rule & 63))
        }
    }

    func contains(_ rule: Int) -> Bool {
        (rule < 64 ? first : rest[rule >> 6 - 1]) & 1 << UInt64(rule & 63) != 0
    }

    /// Takes on another set's members, in place. Precondition (of all that follow too): both are of the same table.
    mutating func assign(_ other: RuleSet) {
        first = other.first
        for index in rest.indices { rest[index] = other.rest[index] }
    }

    mutating func formUnion(_ other: RuleSet) {
        first |= other.first
        for index in rest.indices { rest[index] |= other.rest[index] }
    }

    /// Keeps what is also in `other`, which may be of a longer table.
    mutating func formIntersection(_ other: RuleSet) {
        first &= other.first
        for index in rest.indices { rest[index] &= other.rest[index] }
    }

    /// The members, in the order of the table.
    var members: [Int] {
        var members: [Int] = []
        for (index, word) in ([first] + rest).enumerated() {
            var bits = word
            while bits != 0 {
                members.append(index << 6 + bits.trailingZeroBitCount)
                bits &= bits - 1
            }
        }
        return members
    }

    /// A number that differs for most sets that differ.
    func mixed(into seed: UInt64) -> UInt64 {
        var hash = (seed ^ first) &* 0x9E37_79B9_7F4A_7C15
        for word in rest { hash = (hash ^ (hash >> 29) ^ word) &* 0xD6E8_FEB8_6659_FD93 }
        return hash ^ (hash >> 32)
    }

    /// A copy with memory of its own, so that the original can go on being changed in place.
    var copy: RuleSet {
        var copy = self
        copy.rest = rest.map { $0 }
        return copy
    }
}
