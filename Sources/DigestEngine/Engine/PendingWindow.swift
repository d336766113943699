import Cooperation

/// The part of what is pending that one window tells of, folded as it is read.
///
/// It takes the records that follow each other in the log up to the first one that bears a time at its end or later.
/// What opens it is its first news; repeats and commands in front of that are no news and wait for it.
struct PendingWindow: Sendable {
    /// Its number, unique within the subscription: what the ledger knows its events by.
    let number: Int
    /// What it tells.
    private(set) var tally = SliceTally()
    /// The window; nil while nothing opened it.
    private(set) var window: OpenWindow?
    /// Its events.
    private(set) var identities: [EventIdentity] = []
    /// The first notice of each event known from a window before.
    private(set) var repeats: [EventIdentity: RetainedNotice] = [:]
    /// The offset of its last record.
    private(set) var lastOffset: Int64 = -1
    /// What its commands leave behind: a hold, or none; nil where they say nothing of that.
    private(set) var hold: Hold??
    /// Whether it takes no more records: it is being published, or a command ended it.
    private(set) var isSealed = false

    init(number: Int) { self.number = number }

    /// Whether a flush came after it: neither the clock, nor the partition's end, nor a hold has a say any more.
    private(set) var isReleased = false

    /// Whether a flush ended it before its time.
    var isFlushed: Bool { tally.flush != nil }

    /// Adds a notice of an event not seen before; it is news.
    mutating func add(_ notice: RetainedNotice, _ identity: EventIdentity, recipe: DigestRecipe) {
        tally.add(notice, recipe: recipe)
        identities.append(identity)
        lastOffset = notice.offset
    }

    /// Adds a notice of an event that the part `owner` saw first.
    mutating func addRepeat(_ notice: RetainedNotice, _ identity: EventIdentity, of owner: Int) {
        tally.addRepeat(notice)
        if owner != number && repeats[identity] == nil { repeats[identity] = notice }
        lastOffset = notice.offset
    }

    /// Adds a command.
    mutating func add(_ command: DigestCommand) {
        tally.add(command)
        lastOffset = command.offset
        switch command.order {
        case .hold(let until):
            hold = .some(Hold(since: command.appendedAt, until: until, by: command.by, reason: command.reason))
        case .release: hold = .some(nil)
        case .flush, .withdraw: break
        }
    }

    /// Its first news came.
    mutating func open(_ window: OpenWindow) { self.window = window }

    /// A flush came: what it holds need not wait for its end, and what comes late is for the next.
    mutating func release() {
        guard window != nil else { return }
        isReleased = true
        isSealed = true
    }

    /// Ends it by a flush, if it is still open then; one that is over is only told at once.
    mutating func end(by command: DigestCommand) {
        guard let window, !isSealed, command.appendedAt < window.to else { return }
        add(command)
        isSealed = true
        let end = max(command.appendedAt, Instant(milliseconds: window.from.milliseconds + 1))
        self.window = OpenWindow(from: window.from, to: end)
    }

    /// It is being published.
    mutating func seal() { isSealed = true }
}
