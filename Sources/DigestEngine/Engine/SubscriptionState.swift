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
    /// Its notices.
    private(set) var shelf: NoticeShelf
    /// The next window, once there is reason for one.
    private(set) var next: OpenWindow?
    private var writing = Writing.nothing

    init(plan: SubscriptionPlan, partition: Int32, cut: Cut?) {
        self.plan = plan
        self.partition = partition
        self.cut = cut
        shelf = NoticeShelf(contextFrom: cut?.contextFrom ?? 0, from: cut?.from ?? 0)
        next = nextWindow()
    }

    /// Whether the shell has a publication in hand.
    var isUnderWay: Bool {
        if case .underWay = writing { true } else { false }
    }

    /// Whether a publication is under way or to be repeated.
    var isWriting: Bool {
        if case .nothing = writing { false } else { true }
    }

    /// A notice that the subscription takes was read.
    mutating func take(_ entry: RetainedNotice) {
        shelf.add(entry)
        if next == nil { next = nextWindow() }
    }

    /// The digest of the first pending notice, where each notice is one: its slice is settled by the notice itself,
    /// so neither the clock nor the partition's end has a say.
    mutating func publishOneByOne() -> Publication? {
        guard plan.isOneByOne, !isWriting, cut?.announced == nil, let window = next, let news = shelf.firstNews else {
            return nil
        }
        let to = shelf.pending[news].entry.offset + 1
        return start(ClosedWindow(window: window, to: to, merged: 1))
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
        if let publication = publishOneByOne() { return .publish(publication) }
        return close(clock: clock, sample: sample, position: position)
    }

    /// Closes the next window if it is due and everything appended before its end was read.
    private mutating func close(clock: Instant?, sample: EndSample?, position: Int64) -> Step {
        guard !plan.isOneByOne, let clock, let due = dueAt, due <= clock else { return .idle }
        guard let sample, due <= sample.at else { return .sample }
        guard position >= sample.end else { return .wait(until: sample.end) }
        let limit = min(clock, sample.at).adding(seconds: -plan.settings.graceSeconds)
        return closedWindow(limit: limit).map { .publish(start($0)) } ?? .idle
    }

    /// When the next window may close: its end plus the grace.
    var dueAt: Instant? { next?.to.adding(seconds: plan.settings.graceSeconds) }

    /// A publication got into the log. False when it is not the one under way.
    mutating func commit(_ cut: Cut) -> Bool {
        guard case .underWay(let publication) = writing, publication.cut == cut else { return false }
        writing = .nothing
        self.cut = cut
        shelf.move(contextFrom: cut.contextFrom, from: cut.from)
        next = nextWindow()
        return true
    }

    /// A publication did not get into the log; the next tick offers it again.
    mutating func abort() {
        if case .underWay(let publication) = writing { writing = .failed(publication) }
    }

    /// A tick came.
    mutating func mayRetry() {
        if case .failed(let publication) = writing { writing = .again(publication) }
    }

    private mutating func start(_ closed: ClosedWindow) -> Publication {
        underWay(publication(of: closed.to, window: closed.digestWindow(plan)))
    }

    private mutating func start(_ announced: AnnouncedSlice) -> Publication {
        underWay(publication(of: announced.to, window: announced.window))
    }

    private mutating func underWay(_ publication: Publication) -> Publication {
        writing = .underWay(publication)
        return publication
    }
}
