import Cooperation

/// The notices that one subscription takes: those told of in the look-back, and those pending.
struct NoticeShelf: Sendable {
    /// A pending notice, and whether its event was seen before.
    struct Pending: Sendable {
        let entry: RetainedNotice
        let isRepeat: Bool
    }

    /// The notices in `[contextFrom, from)`.
    private(set) var context: [RetainedNotice] = []
    /// The notices from `from` on.
    private(set) var pending: [Pending] = []
    /// The place in `pending` of the first one that is no repeat: what opens a window. Repeats alone are no news and
    /// wait for the next digest to account for them.
    private(set) var firstNews: Int?
    /// How many of the notices kept tell of each event.
    private var seen: [EventIdentity: Int] = [:]
    private var repeats = 0
    private var contextFrom: Int64
    private var from: Int64

    init(contextFrom: Int64, from: Int64) {
        self.contextFrom = contextFrom
        self.from = from
    }

    /// Adds a notice; its offset is higher than those before.
    mutating func add(_ entry: RetainedNotice) {
        if entry.offset < contextFrom { return }
        if entry.offset >= from { return addPending(entry) }
        seen[EventIdentity(entry.notice.event), default: 0] += 1
        context.append(entry)
    }

    /// Moves to a new cut: what lies before it becomes context, what lies before its look-back is let go.
    mutating func move(contextFrom: Int64, from: Int64) {
        (self.contextFrom, self.from) = (contextFrom, from)
        let told = pending.prefix { $0.entry.offset < from }
        repeats -= told.count(where: \.isRepeat)
        context += told.map(\.entry)
        pending.removeFirst(told.count)
        firstNews = pending.firstIndex { !$0.isRepeat }
        forget(context.prefix { $0.offset < contextFrom })
    }

    /// Lets go of the oldest context. What was a repeat may be none once its original is gone, so repeats that are
    /// pending are judged again; as a rule there are none.
    private mutating func forget(_ old: ArraySlice<RetainedNotice>) {
        if old.isEmpty { return }
        for entry in old { release(EventIdentity(entry.notice.event)) }
        context.removeFirst(old.count)
        if repeats == 0 { return }
        let judged = pending
        (pending, firstNews, repeats) = ([], nil, 0)
        for item in judged { release(EventIdentity(item.entry.notice.event)) }
        for item in judged { addPending(item.entry) }
    }

    private mutating func release(_ identity: EventIdentity) {
        let count = seen[identity, default: 0]
        seen[identity] = count > 1 ? count - 1 : nil
    }

    /// How many pending notices lie before the first (but not among the first `least`) appended at `end` or later.
    func count(before end: Instant, atLeast least: Int) -> Int {
        let late = pending.dropFirst(least).firstIndex { $0.entry.appendedAt >= end }
        return late ?? pending.count
    }

    /// The notices of `[contextFrom, to)`, in log order.
    func notices(before to: Int64) -> [Notice] {
        context.map(\.notice) + pending.lazy.map(\.entry.notice).prefix { $0.offset < to }
    }

    private mutating func addPending(_ entry: RetainedNotice) {
        let identity = EventIdentity(entry.notice.event)
        let isRepeat = seen[identity] != nil
        seen[identity, default: 0] += 1
        if isRepeat { repeats += 1 } else if firstNews == nil { firstNews = pending.count }
        pending.append(Pending(entry: entry, isRepeat: isRepeat))
    }
}
