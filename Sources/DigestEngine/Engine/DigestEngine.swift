public import Cooperation

/// The digest state machine: inputs in, actions out; it knows no clock, no Kafka and no files.
///
/// Per partition it owns, and in it per subscription, it keeps the cut, what readers know, and what is pending, both
/// folded; all of it is read again from the log at each assignment, so there is nothing to save. `docs/digests.md`
/// explains the rules.
///
/// What it asks of its shell: after `assigned` it wants the partition from the offset of the `seek`, in order and
/// without repeats (what lies below the position is passed over), and after any later `seek` nothing of the partition
/// but what is read from there; it answers each `publish` with exactly one `committed` or `aborted`; it answers
/// `sampleEnd` with the end offset asked for no earlier than the `at` it gives; it ticks at `nextWake` or more often. A
/// sample that fails needs no answer: the next tick asks again.
public struct DigestEngine: Sendable {
    /// What does not belong to one subscription.
    public struct Settings: Hashable, Sendable {
        /// The notices topic, named in slices.
        public var topic: String
        /// How long after a boundary a window stays open, for records under way and clocks that differ.
        public var graceSeconds: Int64
        /// Whether to announce a digest before writing it (needed without transactions).
        public var announces: Bool
        /// The partition of each audience, where known. A subscription without a cut has its partition read from the
        /// beginning; an audience not named here could be in any partition, so each would be.
        public var placement: [String: Int32] = [:]
        /// What digests are made with besides their subscriptions.
        public var provenance = Provenance.unknown
        /// The agreements over whose terms digests tell the balance.
        public var protocols: [CooperationProtocol] = []

        /// Settings from their parts.
        public init(topic: String, graceSeconds: Int64, announces: Bool) {
            self.topic = topic
            self.graceSeconds = graceSeconds
            self.announces = announces
        }
    }

    /// What does not belong to one subscription.
    public let settings: Settings
    /// What each subscription's digests are made with, in the order of the configuration.
    public let recipes: [DigestRecipe]
    /// The subscriptions, ready to run, in the same order.
    let plans: [SubscriptionPlan]
    /// The partitions owned.
    var partitions: [Int32: PartitionState] = [:]
    /// What the wall clock showed last.
    var clock: Instant?

    /// An engine that owns no partition yet. Precondition: `problems()` of each subscription is empty, and their ids
    /// are unique.
    public init(subscriptions: [Subscription], settings: Settings) {
        precondition(Set(subscriptions.map(\.id)).count == subscriptions.count, "two subscriptions share an id")
        self.settings = settings
        recipes = subscriptions.map { DigestRecipe($0, among: subscriptions, protocols: settings.protocols) }
        plans = recipes.map { SubscriptionPlan(recipe: $0, settings: settings) }
    }

    /// Takes one input and says what is to be done about it, in order.
    public mutating func handle(_ input: EngineInput) -> [EngineAction] {
        switch input {
        case .assigned(let partition, let cuts):
            return assign(partition, cuts: cuts)
        case .revoked(let partition):
            partitions[partition] = nil
            return []
        case .notice(let partition, let notice):
            return partitions[partition]?.take(notice, plans: plans, clock: clock) ?? []
        case .command(let partition, let command):
            return partitions[partition]?.take(command, plans: plans, clock: clock) ?? []
        case .passed(let partition, let position):
            return partitions[partition]?.pass(to: position, clock: clock) ?? []
        case .tick(let now):
            return tick(now)
        case .endSampled(let partition, let end, let at):
            return partitions[partition]?.take(EndSample(end: end, at: at), clock: clock) ?? []
        case .committed(let cut):
            return partitions[cut.partition]?.commit(cut, clock: clock) ?? []
        case .aborted(let partition, let subscription):
            partitions[partition]?.abort(subscription)
            return []
        }
    }

    private mutating func tick(_ now: Instant) -> [EngineAction] {
        clock = now
        return partitions.keys.sorted().flatMap { partitions[$0]?.tick(now) ?? [] }
    }

    private mutating func assign(_ partition: Int32, cuts: [Cut]) -> [EngineAction] {
        let placed = plans.map { plan in
            (plan: plan, cut: cuts.last { $0.partition == partition && plan.owns($0) })
        }
        let start = placed.compactMap { contextStart($0.plan, cut: $0.cut, in: partition) }.min() ?? 0
        partitions[partition] = PartitionState(
            partition: partition, position: start,
            states: placed.compactMap { plan, cut in
                cut.map { SubscriptionState(plan: plan, partition: partition, cut: $0) }
            }
        )
        return [.seek(partition: partition, offset: start)]
    }

    /// Where reading must begin for a subscription: nil when it is known not to lie in the partition.
    private func contextStart(_ plan: SubscriptionPlan, cut: Cut?, in partition: Int32) -> Int64? {
        if let cut { return cut.contextFrom }
        let home = settings.placement[plan.subscription.audience]
        return home == nil || home == partition ? 0 : nil
    }
}
