/// Values without repeats, in the order of the offsets at which they were first mentioned.
struct FirstMentions<Value: Hashable & Sendable>: Sendable {
    private var mentions: [(value: Value, offset: Int64)] = []
    private let limit: Int

    /// At most so many values, the earliest.
    init(limit: Int = .max) { self.limit = limit }

    /// The values.
    var values: [Value] { mentions.map { $0.value } }

    /// Whether there is none.
    var isEmpty: Bool { mentions.isEmpty }

    mutating func add(_ value: Value, at offset: Int64) {
        if let place = mentions.firstIndex(where: { $0.value == value }) {
            if mentions[place].offset <= offset { return }
            mentions.remove(at: place)
        }
        // Behind those of the same offset: one notice mentions several, in its own order.
        let place = mentions.firstIndex { $0.offset > offset } ?? mentions.count
        mentions.insert((value, offset), at: place)
        if mentions.count > limit { mentions.removeLast() }
    }

    mutating func merge(_ other: FirstMentions) {
        for mention in other.mentions { add(mention.value, at: mention.offset) }
    }
}
