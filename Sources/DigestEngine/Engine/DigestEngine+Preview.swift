public import Cooperation

extension DigestEngine {
    /// The next digest of a subscription, made of what was read so far: what `publish` would bring once the window is
    /// over, if nothing more came. It changes nothing, and it asks of no hold: `statuses` tells of one.
    ///
    /// - Parameters:
    ///   - subscription: its id, in a partition that is owned.
    ///   - now: what the clock shows. While the next window is open, that one is told; of those that are over, what a
    ///     worker would tell that runs at that moment.
    /// - Returns: nil where nothing is to be told.
    public func preview(of subscription: String, at now: Instant) -> Digest? {
        state(of: subscription)?.preview(at: now)?.digest
    }

    /// The same with the next window ended at `end` rather than at its boundary: what a flush appended then would
    /// bring, but for the mention of the flush. Precondition: nothing appended later was read.
    public func preview(of subscription: String, endingAt end: Instant) -> Digest? {
        state(of: subscription)?.preview(endingAt: end)?.digest
    }

    private func state(of subscription: String) -> SubscriptionState? {
        partitions.values.lazy.flatMap(\.states).first { $0.plan.subscription.id == subscription }
    }
}
