import Cooperation
import Foundation

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
        build(
            slice: slice, window: window, sequence: sequence, entries: entries, history: history, terms: TermLedger()
        ).digest
    }

    /// The digest of `slice`, and what it leaves in the ledger of terms.
    ///
    /// - Parameter terms: the ledger that the digest before left; the empty one before the first.
    public func build(
        slice: LogSlice, window: DigestWindow, sequence: Int, entries: some Sequence<LogEntry>, history: [ToldSlice],
        terms: TermLedger
    ) -> BuiltDigest {
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
        return build(slice: slice, window: window, sequence: sequence, tally: tally, ledger: ledger, terms: terms)
    }

    /// A flush that did not end the slice found nothing to tell.
    private func isPart(_ entry: LogEntry, of slice: LogSlice) -> Bool {
        guard case .command(let command) = entry, command.order == .flush else { return true }
        return command.offset == slice.to - 1
    }

    /// The digest of a slice that is folded already.
    func build(
        slice: LogSlice, window: DigestWindow, sequence: Int, tally: SliceTally, ledger: ToldLedger, terms: TermLedger
    ) -> BuiltDigest {
        let subscription = recipe.subscription
        let draft = SliceDraft(tally, recipe: recipe, past: ledger.past)
        let account = enter(draft, into: terms, window: window)
        let deadlines = DeadlineBoard(window, subscription: subscription).collect(draft.lines, tally, ledger)
        var counts = draft.counts
        counts.omittedDeadlines = deadlines.omitted
        let versions = DigestVersions(
            routes: tally.routes.values, subscription: recipe.version, engine: Self.version,
            provenance: provenance
        )
        let frame = Digest(
            id: Digest.id(subscription: subscription.id, sequence: sequence, slice: slice),
            subscription: subscription.id, audience: subscription.audience, title: subscription.title,
            sequence: sequence, slice: slice, window: window, versions: versions, sections: [],
            withdrawals: draft.withdrawals, flush: tally.flush.map(Flush.init), deadlines: deadlines.named,
            axes: draft.axes, balance: draft.balance(terms: account.balances), counts: counts
        )
        return BuiltDigest(digest: draft.bound(frame, policies: subscription.policies), terms: account.ledger)
    }

    /// The day that counts for a protocol's term is that of the window's end, in the subscription's zone.
    private func enter(
        _ draft: SliceDraft, into terms: TermLedger, window: DigestWindow
    ) -> (ledger: TermLedger, balances: [TermBalance]) {
        if recipe.protocols.isEmpty { return (TermLedger(), []) }
        let clock = LocalClock(zone: TimeZone(identifier: recipe.subscription.timeZone) ?? .gmt)
        var book = TermBook(terms, protocols: recipe.protocols, on: clock.day(at: window.to).date)
        draft.enter(into: &book)
        return book.close()
    }
}

/// A digest, and the ledger of terms after it: what the next one is built with.
public struct BuiltDigest: Hashable, Sendable {
    /// The digest.
    public internal(set) var digest: Digest
    /// The ledger after it.
    public let terms: TermLedger
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
