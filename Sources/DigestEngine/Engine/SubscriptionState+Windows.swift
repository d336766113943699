import Cooperation

/// A window that closes: one regular window, or several missed ones as one.
struct ClosedWindow {
    /// The window.
    let window: OpenWindow
    /// One past the last offset told.
    let to: Int64
    /// How many regular windows it covers.
    let merged: Int

    /// As a digest names it.
    func digestWindow(_ plan: SubscriptionPlan) -> DigestWindow {
        DigestWindow(
            from: window.from, to: window.to, timeZone: plan.subscription.timeZone,
            cadence: plan.subscription.cadence.name, merged: merged
        )
    }
}

extension SubscriptionState {
    /// The window of the next digest: the log decides, so that a replay decides alike. It is the one that contains
    /// the first news, or follows the last cut when that is later; with heartbeats, the one that follows the last cut.
    func nextWindow() -> OpenWindow? {
        if plan.sendsHeartbeats, let boundary = cut?.boundary {
            return plan.window(containing: boundary, after: boundary)
        }
        guard let news = shelf.firstNews else { return nil }
        return plan.window(containing: shelf.pending[news].entry.appendedAt, after: cut?.boundary)
    }

    /// The window to close when every boundary up to `limit` is due.
    func closedWindow(limit: Instant) -> ClosedWindow? {
        guard let first = next, first.to <= limit else { return nil }
        let end = plan.subscription.policies.catchUp == .merge ? lastEnd(from: first, limit: limit) : first.to
        let merged = end == first.to ? 1 : plan.calendar?.count(from: first.from, to: end) ?? 1
        return ClosedWindow(window: OpenWindow(from: first.from, to: end), to: sliceEnd(before: end), merged: merged)
    }

    /// The last due boundary with news before it (with heartbeats: the last due boundary).
    private func lastEnd(from first: OpenWindow, limit: Instant) -> Instant {
        guard let calendar = plan.calendar else { return first.to }
        let lastDue = calendar.window(containing: limit).from
        if lastDue <= first.to { return first.to }
        if plan.sendsHeartbeats && cut != nil { return lastDue }
        let due = shelf.pending.prefix(shelf.count(before: lastDue, atLeast: opening))
        guard let latest = due.lazy.filter({ !$0.isRepeat }).map(\.entry.appendedAt).max() else { return first.to }
        return max(first.to, calendar.window(containing: latest).to)
    }

    /// One past the last notice that a window with this end tells of; the cut's `from` when it tells of none.
    ///
    /// Of the pending notices in log order, those before the first one appended at the end or later; what was
    /// appended before the end but lies behind that one is late and goes into the next digest. The offset depends on
    /// these notices alone, not on how far the partition happened to be read.
    private func sliceEnd(before boundary: Instant) -> Int64 {
        let count = shelf.count(before: boundary, atLeast: opening)
        return count == 0 ? cut?.from ?? 0 : shelf.pending[count - 1].entry.offset + 1
    }

    /// How many pending notices the next window tells of in any case: up to the news that opened it, even if a repeat
    /// in front of it bears a later time.
    private var opening: Int {
        if plan.sendsHeartbeats && cut != nil { return 0 }
        return shelf.firstNews.map { $0 + 1 } ?? 0
    }
}
