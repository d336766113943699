import Cooperation

/// A bucket of mails that may go: it fills at so many a second, up to what fills it in one.
struct SendPace: Hashable, Sendable {
    private let perSecond: Int
    /// In thousandths of a mail: a millisecond brings `perSecond` of them.
    private var level: Int
    private var filledAt: Instant?

    /// A full bucket.
    init(perSecond: Int) {
        precondition(perSecond > 0, "no pace is another thing than a pace of nothing")
        self.perSecond = perSecond
        level = perSecond * 1_000
    }

    /// When the next mail may go; `now` when it may at once.
    mutating func nextTime(at now: Instant) -> Instant {
        fill(at: now)
        let missing = max(0, 1_000 - level)
        return now.adding(milliseconds: Int64((missing + perSecond - 1) / perSecond))
    }

    /// A mail goes.
    mutating func take(at now: Instant) {
        fill(at: now)
        level -= 1_000
    }

    private mutating func fill(at now: Instant) {
        // A clock that was set back brings nothing, and takes nothing away.
        let elapsed = max(0, now.milliseconds - (filledAt ?? now).milliseconds)
        filledAt = now
        level = min(perSecond * 1_000, level + Int(min(elapsed, 1_000)) * perSecond)
    }
}
