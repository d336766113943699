public import Cooperation

/// What the digest engine is told.
public enum EngineInput: Hashable, Sendable {
    /// This worker now owns the partition; `cuts` are the latest cuts of the subscriptions in it.
    case assigned(partition: Int32, cuts: [Cut])
    /// This worker no longer owns the partition.
    case revoked(partition: Int32)
    /// A notice was read.
    case notice(partition: Int32, Notice)
    /// An operator's command was read.
    case command(partition: Int32, DigestCommand)
    /// Every record of the partition below `position` has been handed over (end of partition reached, or a record
    /// passed that is no notice).
    case passed(partition: Int32, position: Int64)
    /// The wall clock.
    case tick(Instant)
    /// The answer to `sampleEnd`: the partition's end offset, asked for when the clock showed `at` or later.
    case endSampled(partition: Int32, end: Int64, at: Instant)
    /// A publication is in the log.
    case committed(Cut)
    /// A publication is not in the log; the engine will offer it again at the next tick.
    case aborted(partition: Int32, subscription: String)
}

/// What the digest engine asks for.
public enum EngineAction: Hashable, Sendable {
    /// Read the partition from this offset.
    case seek(partition: Int32, offset: Int64)
    /// Ask the broker for the partition's end offset, now.
    case sampleEnd(partition: Int32)
    /// Write these, together if the guarantee is exactly once, in this order if it is not; then answer `committed` or
    /// `aborted`.
    case publish(Publication)
}

/// What one closed window writes.
public struct Publication: Hashable, Sendable {
    /// At least once only: written and flushed first, so that a restart repeats this very digest.
    public var announcement: Cut?
    /// The digest.
    public var digest: Digest
    /// Where the subscription stands afterwards.
    public var cut: Cut

    /// A publication from its parts.
    public init(announcement: Cut?, digest: Digest, cut: Cut) {
        self.announcement = announcement
        self.digest = digest
        self.cut = cut
    }
}
