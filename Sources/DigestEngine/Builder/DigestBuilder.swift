public import Cooperation

/// Makes a digest of a slice of the log: a pure function, so that the same slice always gives the same bytes.
public struct DigestBuilder: Sendable {
    /// The version of the rules that fold notices into lines (`versions.engine`); raised when the same slice would
    /// read differently.
    public static let version = 1

    /// What of the configuration the digest is made with.
    public let recipe: DigestRecipe

    /// A builder for one subscription.
    public init(recipe: DigestRecipe) {
        self.recipe = recipe
    }

    /// The digest of `slice`.
    ///
    /// - Parameters:
    ///   - slice: which part of the log it tells of, and where its look-back begins.
    ///   - window: which span of time it tells of.
    ///   - sequence: its number within the subscription, from 1.
    ///   - notices: the notices in `[slice.contextFrom, slice.to)`, in log order; those outside it and those that the
    ///     subscription does not take are passed over.
    ///   - history: the slices told in the look-back, in log order; others are passed over.
    public func build(
        slice: LogSlice, window: DigestWindow, sequence: Int, notices: [Notice], history: [ToldSlice]
    ) -> Digest {
        let taken = notices.filter { $0.offset >= slice.contextFrom && $0.offset < slice.to && recipe.takes($0) }
        let own = taken.filter { $0.offset >= slice.from }
        let ledger = ToldLedger(
            context: taken.filter { $0.offset < slice.from },
            history: history.filter { $0.from >= slice.contextFrom && $0.to <= slice.from && $0.from < $0.to }
        )
        let draft = SliceDraft(own, ledger: ledger, recipe: recipe)
        let versions = DigestVersions(
            routes: unique(own.map(\.routesVersion)), subscription: recipe.version, engine: Self.version
        )
        let frame = Digest(
            id: Digest.id(subscription: recipe.subscription.id, sequence: sequence, slice: slice),
            subscription: recipe.subscription.id, audience: recipe.subscription.audience,
            title: recipe.subscription.title, sequence: sequence, slice: slice, window: window, versions: versions,
            sections: [], balance: draft.balance, counts: draft.counts
        )
        return draft.bound(frame, policies: recipe.subscription.policies)
    }
}
