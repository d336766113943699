/// A set of rules, as bits by their position in the table.
struct RuleSet: Hashable, Sendable {
    private(set) var words: [UInt64]

    /// The empty set out of `count` rules.
    init(count: Int) {
        words = [UInt64](repeating: 0, count: (count + 63) / 64)
    }

    /// All of `count` rules.
    init(all count: Int) {
        self.init(count: count)
        for rule in 0..<count { insert(rule) }
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    mutating func insert(_ rule: Int) {
        words[rule >> 6] |= 1 << UInt64(rule & 63)
    }

    func contains(_ rule: Int) -> Bool {
        words[rule >> 6] & 1 << UInt64(rule & 63) != 0
    }

    /// Takes on another set's members, in place. Precondition: both are out of the same table.
    mutating func assign(_ other: RuleSet) {
        for index in words.indices { words[index] = other.words[index] }
    }

    mutating func formUnion(_ other: RuleSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    mutating func formIntersection(_ other: RuleSet) {
        for index in words.indices { words[index] &= other.words[index] }
    }

    mutating func removeAll() {
        for index in words.indices { words[index] = 0 }
    }

    /// The members, in the order of the table.
    func forEach(_ body: (Int) -> Void) {
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                body(index << 6 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }

    var members: [Int] {
        var members: [Int] = []
        forEach { members.append($0) }
        return members
    }
}
