import Cooperation

/// Finds out whether a published digest is what the log and the configuration give, and what was changed if it is not.
///
/// Three hashes tell who is to blame. The digest's own covers every byte of its record. `slice.hash` covers every byte
/// of the log's records behind it, as a chain through all digests of the subscription; it needs 32 bytes of memory
/// however long the slice is, and no two logs have the same one (SHA-256 is not known to be broken). It does not say
/// which record was changed: that is read off the lines, as far as they show it. `versions` names the configuration.
/// What nobody can find here is a log, a digest and all digests after it rewritten together by someone who may write
/// to every topic: a hash is no signature. Whoever needs that keeps `hash` of the latest digest elsewhere: it holds
/// all those before.
public struct DigestProof: Sendable {
    private let recipe: DigestRecipe
    private let provenance: Provenance

    /// A proof with the configuration of today.
    public init(recipe: DigestRecipe, provenance: Provenance) {
        self.recipe = recipe
        self.provenance = provenance
    }

    /// What was changed since a digest was published; empty when all is as it was.
    ///
    /// - Parameters:
    ///   - published: the digest as read from its record.
    ///   - bytes: the record's value.
    ///   - entries: the records of its partition in `[slice.contextFrom, slice.to)`, in log order.
    ///   - keptFrom: the oldest offset that the log still has.
    ///   - earlier: the subscription's digests before it that can be read, in order.
    ///   - terms: the ledger of terms that the digest before left; nil where that is not known, because the
    ///     subscription's first digest is no longer kept. What stands over the terms is then taken as published.
    public func judge(
        _ published: Digest, bytes: [UInt8], entries: [LogEntry], keptFrom: Int64, earlier: [Digest],
        terms: TermLedger?
    ) -> ProofOutcome {
        let rebuild = { (provenance: Provenance) in
            var built = DigestBuilder(recipe: recipe, provenance: provenance).build(
                slice: published.slice, window: published.window, sequence: published.sequence, entries: entries,
                history: earlier.map(ToldSlice.init(of:)), terms: terms ?? TermLedger()
            )
            if terms == nil { built.digest.balance.terms = published.balance.terms }
            return BuiltDigest(digest: built.digest.sealed(), terms: built.terms)
        }
        let built = rebuild(provenance)
        let today = built.digest
        let findings =
            today.canonicalBytes() == bytes
            ? sequence(published, after: earlier.last)
            : findings(on: published, bytes, today, keptFrom, earlier.last) { rebuild($0).digest }
        return ProofOutcome(
            findings: findings, unchecked: terms == nil && !published.balance.terms.isEmpty ? ["/balance/terms"] : [],
            terms: terms == nil ? nil : built.terms)
    }

    /// What was changed in a digest that the log does not give today.
    private func findings(
        on published: Digest, _ bytes: [UInt8], _ today: Digest, _ keptFrom: Int64, _ previous: Digest?,
        rebuild: (Provenance) -> Digest
    ) -> [ProofFinding] {
        // What the whole configuration is called changes no line: whether all else is the same can still be told.
        let then = today.hash == published.hash ? today : rebuild(published.versions.provenance)
        let comparison = ProofComparison(published: published, rebuilt: then, keptFrom: keptFrom)
        let seal = comparison.brokenSeal(of: bytes)
        if let seal, comparison.isAsMade { return [seal] + sequence(published, after: previous) }
        let configuration = comparison.configuration(recipe: recipe, provenance: provenance)
        let log = comparison.log(
            isSealed: seal == nil, isReconfigured: published.versions.subscription != recipe.version)
        let findings = [seal].compactMap { $0 } + configuration + log
        return findings + sequence(published, after: previous)
    }

    /// Whether a digest follows the one before it. A subscription that moved to another audience starts afresh.
    private func sequence(_ digest: Digest, after previous: Digest?) -> [ProofFinding] {
        guard let previous, digest.sequence != 1 else { return [] }
        if digest.sequence > previous.sequence + 1 {
            let (first, last) = (previous.sequence + 1, digest.sequence - 1)
            let missing = first == last ? "digest \(first) is" : "digests \(first) to \(last) are"
            return [ProofFinding(.sequence, "\(missing) missing before it: the one before is \(previous.id)")]
        }
        if digest.sequence == previous.sequence { return [ProofFinding(.sequence, twice(digest, previous))] }
        if digest.slice.from == previous.slice.to, digest.slice.hashBefore == previous.slice.hash { return [] }
        let message = """
            it does not continue \(previous.id): that ends at offset \(previous.slice.to) with the hash \
            \(previous.slice.hash), this begins at \(digest.slice.from) with \(digest.slice.hashBefore). One of the two \
            was changed, or written by a worker that did not know the other
            """
        return [ProofFinding(.sequence, message)]
    }

    private func twice(_ digest: Digest, _ previous: Digest) -> String {
        """
        there is another digest \(digest.sequence) of this subscription: \(previous.id) with the hash \
        \(previous.hash?.description ?? "none")
        """
    }
}

/// What came of judging one digest.
public struct ProofOutcome: Sendable {
    /// What was changed; empty when all is as it was.
    public let findings: [ProofFinding]
    /// What was taken as published because the log no longer tells it, by JSON Pointer: `/balance/terms`, or nothing.
    public let unchecked: [String]
    /// The ledger of terms after the digest, for judging the next; nil where the one before it was not known.
    public let terms: TermLedger?
}
