import Cooperation

/// A partition's end offset, and what the clock showed when it was asked for, or later.
struct EndSample: Hashable, Sendable {
    let end: Int64
    let at: Instant
}

/// One owned partition: how far it was read, and its subscriptions.
struct PartitionState: Sendable {
    /// Its number.
    let partition: Int32
    /// The first offset that was not handed over.
    private(set) var position: Int64
    /// The subscriptions known to lie here, in the order they appeared.
    private(set) var states: [SubscriptionState]
    /// The last sample of its end that the clock has not disowned since.
    private var sample: EndSample?
    /// Where in `states` each audience's subscriptions are.
    private var places: [String: [Int]] = [:]
    /// The audiences that a notice was read of.
    private var arrived: Set<String> = []
    /// The position from which on a window that is due may close; until then notices need no look at the windows.
    private var wakePosition: Int64

    init(partition: Int32, position: Int64, states: [SubscriptionState]) {
        self.partition = partition
        self.position = position
        self.states = states
        wakePosition = states.compactMap { $0.cut?.announced?.to }.min() ?? .max
        for (place, state) in states.enumerated() {
            places[state.plan.subscription.audience, default: []].append(place)
        }
    }

    /// A notice was read.
    mutating func take(_ notice: Notice, plans: [SubscriptionPlan], clock: Instant?) -> [EngineAction] {
        if notice.offset < position { return [] }
        position = notice.offset + 1
        let entry = RetainedNotice(notice)
        var actions: [EngineAction] = []
        for place in residents(of: notice.audience, plans: plans) where states[place].plan.recipe.takes(notice) {
            states[place].take(entry)
            if let publication = states[place].publishSingle() { actions.append(.publish(publication)) }
        }
        return actions + (position >= wakePosition ? advance(clock) : [])
    }

    /// A command was read.
    mutating func take(_ command: DigestCommand, plans: [SubscriptionPlan], clock: Instant?) -> [EngineAction] {
        if command.offset < position { return [] }
        position = command.offset + 1
        for place in residents(of: command.audience, plans: plans)
        where states[place].plan.recipe.takes(command) { states[place].take(command) }
        return advance(clock)
    }

    /// Everything below a position was read.
    mutating func pass(to position: Int64, clock: Instant?) -> [EngineAction] {
        self.position = max(self.position, position)
        return self.position >= wakePosition ? advance(clock) : []
    }

    /// The clock moved. A sample taken by a clock that has been set back since proves nothing.
    mutating func tick(_ now: Instant) -> [EngineAction] {
        if let taken = sample, taken.at > now { sample = nil }
        for place in states.indices { states[place].mayRetry() }
        return advance(now, sampling: true)
    }

    /// The partition's end was asked for.
    mutating func take(_ sample: EndSample, clock: Instant?) -> [EngineAction] {
        if let known = self.sample, known.at >= sample.at { return [] }
        self.sample = sample
        return advance(clock)
    }

    /// A publication stands in the log; one that is not under way here is none of ours any more.
    mutating func commit(_ cut: Cut, clock: Instant?) -> [EngineAction] {
        guard let place = place(of: cut.subscription), let mustReread = states[place].commit(cut) else { return [] }
        if mustReread { position = min(position, cut.contextFrom) }
        let actions = advance(clock, sampling: true)
        return mustReread ? actions + [.seek(partition: partition, offset: position)] : actions
    }

    /// A publication does not stand in the log.
    mutating func abort(_ subscription: String) {
        if let place = place(of: subscription) { states[place].abort() }
    }

    /// Publishes what can be published, and notes what the rest waits for.
    ///
    /// Samples are asked for only on ticks and after commits: an answer that comes too early to serve must not ask
    /// again at once.
    private mutating func advance(_ clock: Instant?, sampling: Bool = false) -> [EngineAction] {
        var actions: [EngineAction] = []
        var needsSample = false
        wakePosition = .max
        for place in states.indices {
            switch states[place].advance(clock: clock, sample: sample, position: position) {
            case .idle: break
            case .sample: needsSample = true
            case .wait(let awaited): wakePosition = min(wakePosition, awaited)
            case .publish(let publication): actions.append(.publish(publication))
            }
        }
        return needsSample && sampling ? actions + [.sampleEnd(partition: partition)] : actions
    }

    private func place(of subscription: String) -> Int? {
        states.firstIndex { $0.plan.subscription.id == subscription }
    }

    /// The places of an audience's subscriptions; those without a cut appear with the audience's first notice.
    private mutating func residents(of audience: String, plans: [SubscriptionPlan]) -> [Int] {
        guard arrived.insert(audience).inserted else { return places[audience] ?? [] }
        let present = Set(places[audience, default: []].map { states[$0].plan.subscription.id })
        for plan in plans where plan.subscription.audience == audience && !present.contains(plan.subscription.id) {
            places[audience, default: []].append(states.count)
            states.append(SubscriptionState(plan: plan, partition: partition, cut: nil))
        }
        return places[audience] ?? []
    }
}
