import Cooperation

extension SubscriptionState {
    /// At most so many slices in a cut's history: it must fit a record however often digests go out.
    static let historyLimit = 200

    /// What closing a window writes.
    func publication(of closed: ClosedWindow) -> Publication {
        let to = shelf.end(ofFirst: closed.count)
        let built = build(to: to, closed)
        let digest = built.digest
        let cut = Cut(
            subscription: digest.subscription, audience: digest.audience, partition: partition, from: to,
            boundary: closed.window.to, sequence: digest.sequence, history: history(after: digest),
            hash: digest.slice.hash, hold: shelf.hold(afterFirst: closed.count, before: cut?.hold),
            terms: built.terms.isEmpty ? nil : built.terms
        )
        return Publication(announcement: announcement(to: to, window: closed.window), digest: digest, cut: cut)
    }

    private func build(to: Int64, _ closed: ClosedWindow) -> BuiltDigest {
        let slice = LogSlice(
            topic: plan.settings.topic, partition: partition, contextFrom: cut?.contextFrom ?? 0,
            from: cut?.from ?? 0, to: to, hashBefore: cut?.hash ?? .zero, hash: shelf.hash(ofFirst: closed.count)
        )
        return DigestBuilder(recipe: plan.recipe, provenance: plan.settings.provenance).build(
            slice: slice, window: closed.window, sequence: (cut?.sequence ?? 0) + 1,
            tally: shelf.tally(first: closed.count), ledger: shelf.ledger, terms: cut?.terms ?? TermLedger()
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
