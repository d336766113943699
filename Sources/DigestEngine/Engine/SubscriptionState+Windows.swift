import Cooperation

/// A digest to be published: its window, and the pending windows it tells of.
struct ClosedWindow {
    /// The window.
    var window: DigestWindow
    /// How many of the pending windows it tells of.
    let count: Int
}

extension SubscriptionState {
    /// The window of the next digest: the log decides, so that a replay decides alike. It is the one that contains
    /// the first news, or follows the last cut when that is later; with heartbeats, the one that follows the last cut.
    func nextWindow() -> OpenWindow? {
        let first = shelf.windows.first
        guard plan.sendsHeartbeats, let boundary = cut?.boundary else { return first?.window }
        let regular = plan.window(containing: boundary, after: boundary)
        guard let first, first.isFlushed, let flushed = first.window, flushed.to < regular.to else { return regular }
        return OpenWindow(from: regular.from, to: flushed.to)
    }

    /// The window to close when every boundary up to `limit` is due.
    func closedWindow(limit: Instant) -> ClosedWindow? {
        guard let first = nextWindow(), first.to <= limit else { return nil }
        let end = plan.subscription.policies.catchUp == .merge ? lastEnd(from: first, limit: limit) : first.to
        return closedWindow(from: first, to: end)
    }

    private func closedWindow(from first: OpenWindow, to end: Instant) -> ClosedWindow {
        let count = shelf.windows.prefix { closes($0, by: end) }.count
        return ClosedWindow(window: digestWindow(from: first.from, to: end, isOne: end == first.to), count: count)
    }

    /// The window to close because a flush came after it: all of them as one up to the first that the flush ended, or
    /// the first alone where each comes alone.
    func releasedWindow() -> ClosedWindow? {
        let released = shelf.windows.prefix { $0.isReleased }
        let last = released.first { $0.isFlushed } ?? released.last
        guard let first = nextWindow(), let end = last?.window?.to, first.to <= end else { return nil }
        let isMerged = plan.calendar != nil && plan.subscription.policies.catchUp == .merge
        return closedWindow(from: first, to: isMerged ? end : first.to)
    }

    /// The digest of the first pending window, where that is one notice: its slice is settled by the notice itself,
    /// so neither the clock nor the partition's end has a say.
    func singleWindow() -> ClosedWindow? {
        guard let window = shelf.windows.first?.window, plan.isOneByOne(window) else { return nil }
        return ClosedWindow(window: digestWindow(from: window.from, to: window.to, isOne: true), count: 1)
    }

    /// Whether a pending window is told when everything up to `end` is.
    private func closes(_ pending: PendingWindow, by end: Instant) -> Bool {
        pending.window.map { $0.to <= end } ?? false
    }

    /// The last due boundary with news before it (with heartbeats: the last due boundary).
    private func lastEnd(from first: OpenWindow, limit: Instant) -> Instant {
        guard let calendar = plan.calendar else { return first.to }
        let lastDue = calendar.window(containing: limit).from
        if lastDue <= first.to { return first.to }
        if plan.sendsHeartbeats && cut != nil { return lastDue }
        return shelf.windows.compactMap { $0.window?.to }.last { $0 <= lastDue } ?? first.to
    }

    private func digestWindow(from: Instant, to: Instant, isOne: Bool) -> DigestWindow {
        DigestWindow(
            from: from, to: to, timeZone: plan.subscription.timeZone, cadence: plan.subscription.cadence.name,
            merged: isOne ? 1 : plan.calendar?.count(from: from, to: to) ?? 1
        )
    }
}
