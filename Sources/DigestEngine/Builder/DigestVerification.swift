import Cooperation

/// A published digest compared with the one that its slice of the log gives today.
public struct DigestVerification: Hashable, Sendable {
    /// The digest rebuilt from the log.
    public let rebuilt: Digest
    /// The digest as published.
    public let published: Digest
    /// Whether both are the same bytes.
    public let isIdentical: Bool
    /// The ledger of terms after the digest, for the next one; nil where none was given.
    public let terms: TermLedger?

    /// The parts taken as published because the log no longer tells them: `/balance/terms`, or nothing.
    public var unchecked: [String] { terms == nil && !published.balance.terms.isEmpty ? ["/balance/terms"] : [] }

    /// The parts that differ, by their JSON Pointer: `/versions/subscription`, `/sections`. Empty when identical.
    public var differences: [String] {
        let parts: [(pointer: String, differs: Bool)] = [
            ("/id", rebuilt.id != published.id),
            ("/subscription", rebuilt.subscription != published.subscription),
            ("/audience", rebuilt.audience != published.audience),
            ("/title", rebuilt.title != published.title),
            ("/slice", rebuilt.slice != published.slice),
            ("/versions/routes", rebuilt.versions.routes != published.versions.routes),
            ("/versions/subscription", rebuilt.versions.subscription != published.versions.subscription),
            ("/versions/engine", rebuilt.versions.engine != published.versions.engine),
            ("/versions/configuration", rebuilt.versions.configuration != published.versions.configuration),
            ("/versions/templates", rebuilt.versions.templates != published.versions.templates),
            ("/versions/timeZones", rebuilt.versions.timeZones != published.versions.timeZones),
            ("/sections", rebuilt.sections != published.sections),
            ("/withdrawals", rebuilt.withdrawals != published.withdrawals),
            ("/flush", rebuilt.flush != published.flush),
            ("/deadlines", rebuilt.deadlines != published.deadlines),
            ("/axes", rebuilt.axes != published.axes),
            ("/balance", rebuilt.balance != published.balance),
            ("/counts", rebuilt.counts != published.counts),
        ]
        return parts.filter(\.differs).map(\.pointer)
    }
}

extension DigestBuilder {
    /// Rebuilds a published digest from the log and compares the bytes.
    ///
    /// - Parameters:
    ///   - published: the digest as read from the digests topic.
    ///   - entries: the records of its partition in `[slice.contextFrom, slice.to)`, in log order; other audiences'
    ///     may be among them.
    ///   - history: the slices of the subscription's earlier digests (`ToldSlice(of:)`), in log order; those outside
    ///     the look-back are passed over.
    ///   - terms: the ledger of terms that the digest before left; nil where it is not known, because the
    ///     subscription's first digest is no longer kept. What stands over the terms is then taken as published.
    public func verify(
        _ published: Digest, entries: [LogEntry], history: [ToldSlice], terms: TermLedger? = nil
    ) -> DigestVerification {
        let built = build(
            slice: published.slice, window: published.window, sequence: published.sequence, entries: entries,
            history: history, terms: terms ?? TermLedger()
        )
        var rebuilt = built.digest
        if terms == nil { rebuilt.balance.terms = published.balance.terms }
        return DigestVerification(
            rebuilt: rebuilt, published: published,
            isIdentical: rebuilt.canonicalBytes() == published.canonicalBytes(), terms: terms == nil ? nil : built.terms
        )
    }
}

extension ToldSlice {
    /// What a digest leaves in the history of those after it.
    public init(of digest: Digest) {
        self.init(
            digest: digest.id, sequence: digest.sequence, from: digest.slice.from, to: digest.slice.to,
            windowEnd: digest.window.to
        )
    }
}
