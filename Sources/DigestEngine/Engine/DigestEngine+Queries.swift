public import Cooperation

extension DigestEngine {
    /// What operators are told of one subscription in one partition.
    public struct SubscriptionStatus: Hashable, Sendable {
        /// The subscription.
        public var subscription: String
        /// The partition its audience lies in.
        public var partition: Int32
        /// The notices that its next digests will tell of.
        public var pending: Int
        /// The end of its next window; nil while nothing opens one.
        public var nextBoundary: Instant?
        /// How many digests it has had.
        public var sequence: Int
        /// The first offset that has not been told.
        public var from: Int64
        /// Whether a publication is under way.
        public var isPublishing: Bool
        /// Events known from the look-back.
        public var retained: Int
        /// The hold in force, where one is.
        public var hold: Hold?
    }

    /// The partitions owned, ascending.
    public var ownedPartitions: [Int32] { partitions.keys.sorted() }

    /// The first offset of a partition that was not handed over; nil when it is not owned.
    public func position(of partition: Int32) -> Int64? { partitions[partition]?.position }

    /// Every subscription that appeared in an owned partition, by partition.
    public var statuses: [SubscriptionStatus] {
        ownedPartitions.flatMap { partition in partitions[partition]?.states.map(\.status) ?? [] }
    }

    /// How many notices wait to be told, by subscription.
    public var pending: [String: Int] {
        Dictionary(statuses.map { ($0.subscription, $0.pending) }, uniquingKeysWith: +)
    }

    /// The end of the next window, by subscription; without an entry where nothing opens one.
    public var nextBoundaries: [String: Instant] {
        Dictionary(
            statuses.compactMap { status in status.nextBoundary.map { (status.subscription, $0) } },
            uniquingKeysWith: min
        )
    }

    /// When the next tick is worth something: the earliest end of a window, plus the grace, of a subscription that
    /// has something to do and is not doing it. It lies in the past while a window that is due waits for records.
    public var nextWake: Instant? {
        partitions.values.lazy.flatMap(\.states).compactMap(\.wakeAt).min()
    }
}

extension SubscriptionState {
    fileprivate var status: DigestEngine.SubscriptionStatus {
        DigestEngine.SubscriptionStatus(
            subscription: plan.subscription.id, partition: partition, pending: shelf.pending,
            nextBoundary: next?.to, sequence: cut?.sequence ?? 0, from: cut?.from ?? 0, isPublishing: isWriting,
            retained: shelf.ledger.toldEvents, hold: shelf.hold
        )
    }
}
