import Cooperation

extension SubscriptionState {
    /// The publication in hand, or else the one that would follow if nothing more came: with the windows that are over
    /// at `now`, but never without the next one. A hold is passed over. Nil while nothing opens a window, and while an
    /// announced slice was not read to its end.
    func preview(at now: Instant) -> Publication? {
        if let settled = settled() { return settled }
        guard cut?.announced == nil, let next else { return nil }
        let limit = max(next.to, now.adding(seconds: -plan.settings.graceSeconds))
        return closedWindow(limit: limit).map(publication)
    }

    /// The same, but with the next window ended at `end` rather than at its boundary, as a flush would.
    func preview(endingAt end: Instant) -> Publication? {
        if let settled = settled() { return settled }
        guard cut?.announced == nil, let next, var closed = closedWindow(limit: next.to) else { return nil }
        let shortened = max(min(end, closed.window.to), Instant(milliseconds: closed.window.from.milliseconds + 1))
        closed.window.to = shortened
        return publication(of: closed)
    }

    /// What no clock has a say in any more.
    private func settled() -> Publication? {
        if let inHand { return inHand }
        if cut?.announced != nil { return nil }
        return (releasedWindow() ?? singleWindow()).map(publication)
    }
}
