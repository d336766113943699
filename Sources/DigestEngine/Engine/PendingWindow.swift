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
    /// The hash of the subscription's records up to it.
    private(set) var hash = ContentHash.zero
    /// What its commands leave behind: a hold, or none; nil where they say nothing of that.
    private(set) var hold: Hold??
    /// Whether it takes no more records: it is being published, or a command ended it.
    private(set) var isSealed = false

    init(number: Int) { self.number = number }

    /// Whether a flush came after it: neither the clock, nor the partition's end, nor a hold has a say any more.
    private(set) var isReleased = false

    /// Whether a flush ended it before its time.
    var isFlushed: Bool { tally.flush != nil }

    /// Adds a notice of an event not seen before; it is news. `hash` is that of the records up to it.
    mutating func add(
        _ notice: RetainedNotice, _ identity: EventIdentity, recipe: DigestRecipe, hash: ContentHash
    ) {
        tally.add(notice, recipe: recipe)
        identities.append(identity)
        (lastOffset, self.hash) = (notice.offset, hash)
    }

    /// Adds a notice of an event that the part `owner` saw first.
    mutating func addRepeat(
        _ notice: RetainedNotice, _ identity: EventIdentity, of owner: Int, hash: ContentHash
    ) {
        tally.addRepeat(notice)
        if owner != number && repeats[identity] == nil { repeats[identity] = notice }
        (lastOffset, self.hash) = (notice.offset, hash)
    }

    /// Adds a command.
    mutating func add(_ command: DigestCommand, hash: ContentHash) {
        tally.add(command)
        (lastOffset, self.hash) = (command.offset, hash)
        switch command.order {
        case .hold(let until):
            hold = .some(Hold(since: command.appendedAt, until: until, by: command.by, reason: command.reason))
        case .release: hold = .some(nil)
        case .flush, .withdraw: break
        }
    }

    /// Its first news came.
    mutating func open(_ window: OpenWindow) { self.window = window }

    /// A flush came after it: it may be told at once, and what comes late for it no longer belongs to it.
    mutating func release() {
        if window == nil { return }
        isReleased = true
        isSealed = true
    }

    /// A flush came while it was open, and ends it.
    mutating func flush(_ command: DigestCommand, hash: ContentHash) {
        guard let window else { return }
        add(command, hash: hash)
        release()
        let end = max(command.appendedAt, Instant(milliseconds: window.from.milliseconds + 1))
        self.window = OpenWindow(from: window.from, to: end)
    }

    /// It is being published.
    mutating func seal() { isSealed = true }
}
