import Cooperation

/// Makes a digest of a slice of the log: a pure function, so that the same slice always gives the same bytes.
public struct DigestBuilder: Sendable {
    /// The version of the rules that fold notices into lines (`versions.engine`); raised when the same slice would
    /// read differently.
    public static let version = 1

    /// What of the configuration the digest is made with.
    public let recipe: DigestRecipe
    /// What it is made with besides.
    public let provenance: Provenance

    /// A builder for one subscription.
    public init(recipe: DigestRecipe, provenance: Provenance = .unknown) {
        self.recipe = recipe
        self.provenance = provenance
    }

    /// The digest of `slice`.
    ///
    /// - Parameters:
    ///   - slice: which part of the log it tells of, where its look-back begins, and the hash of what came before;
    ///     its own hash is worked out anew.
    ///   - window: which span of time it tells of.
    ///   - sequence: its number within the subscription, from 1.
    ///   - entries: the records in `[slice.contextFrom, slice.to)`, in log order; those outside it and those that do
    ///     not concern the subscription are passed over.
    ///   - history: the slices told in the look-back, in log order; others are passed over.
    public func build(
        slice: LogSlice, window: DigestWindow, sequence: Int, entries: some Sequence<LogEntry>, history: [ToldSlice]
    ) -> Digest {
        var ledger = ToldLedger(
            history: history.filter { $0.from >= slice.contextFrom && $0.to <= slice.from && $0.from < $0.to })
        var tally = SliceTally()
        var slice = slice
        slice.hash = slice.hashBefore
        for entry in entries where entry.offset >= slice.contextFrom && entry.offset < slice.to && recipe.takes(entry) {
            if entry.offset < slice.from {
                ledger.add(entry)
                continue
            }
            slice.hash = slice.hash.followed(by: entry.recordHash)
            if isPart(entry, of: slice) { tally.add(entry, recipe: recipe, ledger: &ledger) }
        }
        return build(slice: slice, window: window, sequence: sequence, tally: tally, ledger: ledger)
    }

    /// A flush that did not end the slice found nothing to tell.
    private func isPart(_ entry: LogEntry, of slice: LogSlice) -> Bool {
        guard case .command(let command) = entry, command.order == .flush else { return true }
        return command.offset == slice.to - 1
    }

    /// The digest of a slice that is folded already.
    func build(
        slice: LogSlice, window: DigestWindow, sequence: Int, tally: SliceTally, ledger: ToldLedger
    ) -> Digest {
        let draft = SliceDraft(tally, recipe: recipe, past: ledger.past)
        let versions = DigestVersions(
            routes: tally.routes.values, subscription: recipe.version, engine: Self.version,
            provenance: provenance
        )
        let frame = Digest(
            id: Digest.id(subscription: recipe.subscription.id, sequence: sequence, slice: slice),
            subscription: recipe.subscription.id, audience: recipe.subscription.audience,
            title: recipe.subscription.title, sequence: sequence, slice: slice, window: window, versions: versions,
            sections: [], withdrawals: draft.withdrawals, flush: tally.flush.map(Flush.init), balance: draft.balance,
            counts: draft.counts
        )
        return draft.bound(frame, policies: recipe.subscription.policies)
    }
}

extension ToldLedger {
    /// A record of the look-back was read.
    fileprivate mutating func add(_ entry: LogEntry) {
        switch entry {
        case .notice(let notice): add(RetainedNotice(notice))
        case .command(let command): add(command)
        }
    }
}

extension SliceTally {
    /// Adds a record of the slice.
    fileprivate mutating func add(_ entry: LogEntry, recipe: DigestRecipe, ledger: inout ToldLedger) {
        switch entry {
        case .command(let command):
            add(command)
        case .notice(let notice):
            let retained = RetainedNotice(notice)
            if ledger.see(EventIdentity(notice.event), in: 0) == nil {
                add(retained, recipe: recipe)
            } else {
                addRepeat(retained)
            }
        }
    }
}
