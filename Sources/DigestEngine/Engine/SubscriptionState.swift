import Cooperation

/// What one subscription can do now.
enum Step {
    /// Nothing.
    case idle
    /// Its window is due, but the partition's end must be sampled first.
    case sample
    /// Its window is due, and closes when this position is reached.
    case wait(until: Int64)
    /// Write this.
    case publish(Publication)
}

/// One subscription in one partition: its cut, its notices, its next window, its publication under way.
struct SubscriptionState: Sendable {
    /// Where a publication is.
    private enum Writing {
        /// There is none.
        case nothing
        /// The shell is writing it.
        case underWay(Publication)
        /// It did not get into the log.
        case failed(Publication)
        /// It is to be offered again: the same one.
        case again(Publication)
    }

    /// The subscription.
    let plan: SubscriptionPlan
    /// The partition.
    let partition: Int32
    /// How far it was told; nil before its first digest.
    private(set) var cut: Cut?
    /// What it keeps of the log.
    private(set) var shelf: NoticeShelf
    /// The next window, once there is reason for one.
    private(set) var next: OpenWindow?
    private var writing = Writing.nothing

    init(plan: SubscriptionPlan, partition: Int32, cut: Cut?) {
        self.plan = plan
        self.partition = partition
        self.cut = cut
        shelf = NoticeShelf(plan: plan, cut: cut)
        next = nextWindow()
    }

    /// Whether the shell has a publication in hand.
    var isUnderWay: Bool {
        if case .underWay = writing { true } else { false }
    }

    /// Whether a publication is under way or to be repeated.
    var isWriting: Bool { inHand != nil }

    /// The publication that is under way or to be repeated.
    var inHand: Publication? {
        switch writing {
        case .nothing: nil
        case .underWay(let publication), .failed(let publication), .again(let publication): publication
        }
    }

    /// A notice that the subscription takes was read.
    mutating func take(_ notice: RetainedNotice) {
        shelf.add(notice)
        if next == nil { next = nextWindow() }
    }

    /// A command that concerns the subscription was read.
    mutating func take(_ command: DigestCommand) {
        shelf.add(command)
        next = nextWindow()
    }

    /// The digest of the first pending notice, where each notice is one.
    mutating func publishSingle() -> Publication? {
        guard !isWriting, cut?.announced == nil, shelf.hold == nil else { return nil }
        return singleWindow().map { start($0) }
    }

    /// What can be done now.
    mutating func advance(clock: Instant?, sample: EndSample?, position: Int64) -> Step {
        switch writing {
        case .underWay, .failed: return .idle
        case .again(let publication):
            writing = .underWay(publication)
            return .publish(publication)
        case .nothing: break
        }
        if let announced = cut?.announced {
            return position >= announced.to ? .publish(start(announced)) : .wait(until: announced.to)
        }
        if let released = releasedWindow() { return .publish(start(released)) }
        if isHeld(at: clock) { return .idle }
        if let single = singleWindow() { return .publish(start(single)) }
        return close(clock: clock, sample: sample, position: position)
    }

    /// Closes the next window if it is due and everything appended before its end was read.
    private mutating func close(clock: Instant?, sample: EndSample?, position: Int64) -> Step {
        guard let clock, let due = dueAt, due <= clock else { return .idle }
        guard let sample, due <= sample.at else { return .sample }
        guard position >= sample.end else { return .wait(until: sample.end) }
        let limit = min(clock, sample.at).adding(seconds: -plan.settings.graceSeconds)
        return closedWindow(limit: limit).map { .publish(start($0)) } ?? .idle
    }

    /// Whether it is on hold. Without a clock a hold that ends by itself is taken to last.
    private func isHeld(at clock: Instant?) -> Bool {
        guard let hold = shelf.hold else { return false }
        return clock.map(hold.isInForce) ?? true
    }

    /// When the next window may close: its end plus the grace.
    var dueAt: Instant? { next?.to.adding(seconds: plan.settings.graceSeconds) }

    /// When a tick is worth something to it: when its window is due, and a hold has ended; never while it is
    /// publishing or on hold without end.
    var wakeAt: Instant? {
        guard !isUnderWay, let dueAt else { return nil }
        guard let hold = shelf.hold else { return dueAt }
        return hold.until.map { max($0, dueAt) }
    }

    /// A publication got into the log. Nil when it is not the one under way; otherwise whether the log must be read
    /// again from the new cut's look-back.
    mutating func commit(_ cut: Cut) -> Bool? {
        guard case .underWay(let publication) = writing, publication.cut == cut else { return nil }
        writing = .nothing
        self.cut = cut
        let mustReread = shelf.move(to: cut)
        if mustReread { shelf = NoticeShelf(plan: plan, cut: cut) }
        next = nextWindow()
        return mustReread
    }

    /// A publication did not get into the log; the next tick offers it again.
    mutating func abort() {
        if case .underWay(let publication) = writing { writing = .failed(publication) }
    }

    /// A tick came.
    mutating func mayRetry() {
        if case .failed(let publication) = writing { writing = .again(publication) }
    }

    private mutating func start(_ announced: AnnouncedSlice) -> Publication {
        start(ClosedWindow(window: announced.window, count: shelf.count(before: announced.to)))
    }

    private mutating func start(_ closed: ClosedWindow) -> Publication {
        let publication = publication(of: closed)
        shelf.seal(first: closed.count)
        writing = .underWay(publication)
        return publication
    }
}
