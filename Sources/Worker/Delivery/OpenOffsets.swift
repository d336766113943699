/// Which records of a partition were read and are not yet done for good: what may be committed is everything below the
/// first of them.
struct OpenOffsets: Hashable, Sendable {
    /// The next offset to read; nil before anything was.
    private(set) var readTo: Int64?
    private var open: [Int64] = []
    private var firstIndex = 0
    private var done: Set<Int64> = []

    init(from offset: Int64?) { readTo = offset }

    /// What may be committed; nil while nothing is known.
    var committable: Int64? { firstIndex < open.count ? open[firstIndex] : readTo }

    /// Whether the record at `offset` was read before.
    func knows(_ offset: Int64) -> Bool { readTo.map { offset < $0 } ?? false }

    /// A record was read, and is to be done.
    mutating func begin(_ offset: Int64) {
        precondition(!knows(offset), "offsets ascend")
        open.append(offset)
        readTo = offset + 1
    }

    /// Everything below `offset` was read, and what of it was not begun needs nothing.
    mutating func pass(to offset: Int64) { readTo = max(offset, readTo ?? offset) }

    /// A record is done for good.
    mutating func end(_ offset: Int64) {
        done.insert(offset)
        while firstIndex < open.count, done.remove(open[firstIndex]) != nil { firstIndex += 1 }
        // Costs one move a record in the long run.
        if firstIndex > 64, firstIndex * 2 > open.count {
            open.removeFirst(firstIndex)
            firstIndex = 0
        }
    }
}
