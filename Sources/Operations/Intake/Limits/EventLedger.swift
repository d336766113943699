import Cooperation

/// Which events were taken lately, by `source` and `id`: so that the same event, sent again, is answered like the first
/// time and not written twice.
///
/// It holds what is under way, and what was written within the window, up to a number; beyond that it forgets the
/// oldest first. An entry is two hashes and a position, however long the event. It knows nothing of other processes
/// and of what was before a restart: what is written twice all the same, the digest stage tells once.
struct EventLedger: Sendable {
    /// An event that somebody wants to write.
    struct Offer: Hashable, Sendable {
        var identity: ContentHash
        var fingerprint: ContentHash
    }

    /// What is known of an offer.
    enum Claim: Hashable, Sendable {
        /// Nothing: the offerer writes it, then settles or releases it.
        case new
        /// It is being written, by an earlier request or for an earlier event of the same.
        case underWay
        /// It stands here.
        case known(EventPosition)
        /// Another event has this `source` and `id`.
        case conflict
    }

    private struct Entry {
        let fingerprint: ContentHash
        /// Where it stands; nil while it is under way.
        var position: EventPosition?
    }

    private let windowMilliseconds: Int64
    private let maxSettled: Int
    private var entries: [ContentHash: Entry] = [:]
    /// What was settled, oldest first, from `oldest` on.
    private var settled: [(identity: ContentHash, at: Instant)] = []
    private var oldest = 0

    /// An empty ledger.
    init(windowSeconds: Int, maxSettled: Int) {
        windowMilliseconds = Int64(windowSeconds) * 1000
        self.maxSettled = maxSettled
    }

    /// How many events it holds, under way and settled.
    var count: Int { entries.count }

    /// Claims all events of a request. Where any of them is in conflict, nothing new is held.
    mutating func claim(_ offers: [Offer], at now: Instant) -> [Claim] {
        forget(at: now)
        let claims = offers.map { claim($0) }
        if claims.contains(.conflict) {
            for (offer, claim) in zip(offers, claims) where claim == .new { release(offer.identity) }
        }
        return claims
    }

    private mutating func claim(_ offer: Offer) -> Claim {
        guard let entry = entries[offer.identity] else {
            entries[offer.identity] = Entry(fingerprint: offer.fingerprint)
            return .new
        }
        guard entry.fingerprint == offer.fingerprint else { return .conflict }
        return entry.position.map(Claim.known) ?? .underWay
    }

    /// A new one was written.
    mutating func settle(_ identity: ContentHash, _ position: EventPosition, at now: Instant) {
        precondition(entries[identity].map { $0.position == nil } ?? false, "an event is settled once")
        entries[identity]?.position = position
        settled.append((identity, now))
        forget(at: now)
    }

    /// A new one could not be written: whoever sends it again begins anew.
    mutating func release(_ identity: ContentHash) {
        precondition(entries[identity].map { $0.position == nil } ?? false, "only what is under way is released")
        entries[identity] = nil
    }

    private mutating func forget(at now: Instant) {
        while oldest < settled.count {
            let (identity, at) = settled[oldest]
            let isOld = now.milliseconds - at.milliseconds >= windowMilliseconds
            guard isOld || settled.count - oldest > maxSettled else { break }
            entries[identity] = nil
            oldest += 1
        }
        // The forgotten are dropped from the front when they are the greater part: once per entry on the average.
        if oldest > 64, oldest * 2 > settled.count {
            settled.removeFirst(oldest)
            oldest = 0
        }
    }
}
