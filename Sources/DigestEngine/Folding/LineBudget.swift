/// Which lines fit a digest's bounds.
///
/// Lines are tried from the most to the least important. Each is encoded once, by itself; the digest's size is that
/// of its frame (everything but lines, with the widest numbers its counts can take) plus the lines and their commas,
/// so no digest is encoded to find out its size. A line too large for what is left is passed over and smaller ones
/// after it may still fit; when less is left than any line takes, the search ends.
struct LineBudget {
    /// The least a line can take: its field names alone are longer.
    private static let smallestLineBytes = 300

    private var itemsLeft: Int
    private var bytesLeft: Int

    /// The budget that a frame of `frameBytes` leaves.
    init(policies: DigestPolicies, frameBytes: Int) {
        itemsLeft = policies.maxItems
        bytesLeft = policies.maxBytes - frameBytes
    }

    /// The places in `drafts` of the lines that fit.
    mutating func fitting(_ drafts: [LineDraft]) -> Set<Int> {
        let order = drafts.indices.map { (key: LineOrder.importance(drafts[$0].line), place: $0) }
        var kept: Set<Int> = []
        for candidate in order.sorted(by: { ($0.key, $0.place) < ($1.key, $1.place) }) {
            if itemsLeft == 0 || bytesLeft < Self.smallestLineBytes { break }
            if take(drafts[candidate.place].line) { kept.insert(candidate.place) }
        }
        return kept
    }

    private mutating func take(_ line: DigestLine) -> Bool {
        let bytes = CanonicalJSON.bytes(of: line).count + 1
        if bytes > bytesLeft { return false }
        bytesLeft -= bytes
        itemsLeft -= 1
        return true
    }
}
