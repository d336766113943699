import Cooperation
import DigestEngine

/// The digests of one subscription that a replay brought: the sizes of all, and those of a span in full.
struct TellingHistory {
    private struct Size {
        let lines: Int
        let bytes: Int
    }

    private let span: Range<Instant>
    private var sizes: [Size] = []
    /// The end of the first window.
    private var firstEnd: Instant?
    /// Those whose window ends in the span.
    private(set) var digests: [Digest] = []

    init(span: Range<Instant>) {
        self.span = span
    }

    mutating func add(_ digest: Digest) {
        sizes.append(Size(lines: digest.counts.lines, bytes: digest.sealed().canonicalBytes().count))
        firstEnd = firstEnd ?? digest.window.to
        if span.contains(digest.window.to) { digests.append(digest) }
    }

    /// The medians of lines and bytes over all windows since the first digest that were over at `now`, those with
    /// nothing to tell included as 0; nil before the first digest.
    func expectation(calendar: SubscriptionCalendar, now: Instant) -> (lines: Int, bytes: Int)? {
        guard let firstEnd else { return nil }
        var windows = 0
        var boundary = firstEnd
        while boundary <= now {
            windows += 1
            boundary = calendar.window(containing: boundary).to
        }
        let silent = Array(repeating: Size(lines: 0, bytes: 0), count: max(0, windows - sizes.count))
        let all = sizes + silent
        return (Self.median(all.map(\.lines)), Self.median(all.map(\.bytes)))
    }

    /// The middle one; of two the lower. Precondition: there is one.
    private static func median(_ values: [Int]) -> Int { values.sorted()[(values.count - 1) / 2] }
}
