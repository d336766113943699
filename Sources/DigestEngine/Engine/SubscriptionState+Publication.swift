import Cooperation

extension SubscriptionState {
    /// At most so many slices in a cut's history: it must fit a record however often digests go out.
    static let historyLimit = 200

    /// What closing `[from, to)` writes.
    func publication(of to: Int64, window: DigestWindow) -> Publication {
        let digest = digest(to: to, window: window)
        let cut = Cut(
            subscription: digest.subscription, audience: digest.audience, partition: partition, from: to,
            boundary: window.to, sequence: digest.sequence, history: history(after: digest)
        )
        return Publication(announcement: announcement(to: to, window: window), digest: digest, cut: cut)
    }

    private func digest(to: Int64, window: DigestWindow) -> Digest {
        let slice = LogSlice(
            topic: plan.settings.topic, partition: partition, contextFrom: cut?.contextFrom ?? 0,
            from: cut?.from ?? 0, to: to
        )
        return DigestBuilder(recipe: plan.recipe).build(
            slice: slice, window: window, sequence: (cut?.sequence ?? 0) + 1, notices: shelf.notices(before: to),
            history: cut?.history ?? []
        )
    }

    /// The cut as it was, with the slice about to be told; nil where transactions make it needless, or where it
    /// stands in the log already.
    private func announcement(to: Int64, window: DigestWindow) -> Cut? {
        guard plan.settings.announces, cut?.announced == nil else { return nil }
        var announcement =
            cut
            ?? Cut(
                subscription: plan.subscription.id, audience: plan.subscription.audience, partition: partition,
                from: 0, boundary: window.from, sequence: 0, history: []
            )
        announcement.announced = AnnouncedSlice(to: to, window: window)
        return announcement
    }

    /// The slices told, this one included, as far as the look-back reaches from the new boundary. An empty slice told
    /// nothing that could be looked up.
    private func history(after digest: Digest) -> [ToldSlice] {
        let lookBackSeconds = Int64(plan.subscription.policies.lookBackDays) * 86_400
        let oldest = digest.window.to.adding(seconds: -lookBackSeconds)
        let told = (cut?.history ?? []) + [ToldSlice(of: digest)]
        return told.filter { $0.windowEnd >= oldest && $0.from < $0.to }.suffix(Self.historyLimit)
    }
}
