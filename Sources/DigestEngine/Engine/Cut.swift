public import Cooperation

/// How far one subscription has been told: the value of a record of the cuts topic, keyed by the subscription.
///
/// It is all that survives a crash; everything else is read again from the log.
public struct Cut: Hashable, Codable, Sendable {
    /// The subscription.
    public var subscription: String
    /// Its audience.
    public var audience: String
    /// The partition of the notices topic that its audience lies in.
    public var partition: Int32
    /// The first offset that has not been told.
    public var from: Int64
    /// The end of the last window that was cut; records appended before it belong to the past, or are late.
    public var boundary: Instant
    /// How many digests the subscription has had.
    public var sequence: Int
    /// The digests within the look-back, oldest first: where a subject stood, and where the look-back begins.
    public var history: [ToldSlice]
    /// The hash of the subscription's records below `from`: the last digest's `slice.hash`.
    public var hash: ContentHash
    /// The hold in force at `from`, where one is.
    public var hold: Hold?
    /// What was told under each protocol in force, as far as the next digests count it; nil where there is nothing.
    public var terms: TermLedger?
    /// At least once only: a digest announced before it is written, so that a restart writes that very one again
    /// rather than another over the same notices. Nil once the digest stands.
    public var announced: AnnouncedSlice?

    /// A cut from its parts.
    public init(
        subscription: String, audience: String, partition: Int32, from: Int64, boundary: Instant, sequence: Int,
        history: [ToldSlice], hash: ContentHash = .zero, hold: Hold? = nil, terms: TermLedger? = nil,
        announced: AnnouncedSlice? = nil
    ) {
        self.subscription = subscription
        self.audience = audience
        self.partition = partition
        self.from = from
        self.boundary = boundary
        self.sequence = sequence
        self.history = history
        self.hash = hash
        self.hold = hold
        self.terms = terms
        self.announced = announced
    }
}

/// A slice that a digest told of.
public struct ToldSlice: Hashable, Codable, Sendable {
    /// The digest.
    public var digest: String
    /// Its number within the subscription.
    public var sequence: Int
    /// The first offset of its slice.
    public var from: Int64
    /// One past the last.
    public var to: Int64
    /// The end of its window.
    public var windowEnd: Instant

    /// A told slice from its parts.
    public init(digest: String, sequence: Int, from: Int64, to: Int64, windowEnd: Instant) {
        self.digest = digest
        self.sequence = sequence
        self.from = from
        self.to = to
        self.windowEnd = windowEnd
    }
}

/// A slice about to be told.
public struct AnnouncedSlice: Hashable, Codable, Sendable {
    /// One past its last offset (its first is the cut's `from`).
    public var to: Int64
    /// Its window.
    public var window: DigestWindow

    /// An announced slice from its parts.
    public init(to: Int64, window: DigestWindow) {
        self.to = to
        self.window = window
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
