import Cooperation

/// What one subscription keeps of its partition: what readers know, and what is pending, folded window by window.
///
/// No notice is kept for its own sake: a subject costs the same whether one event tells of it or a million, but for
/// the sixteen bytes by which each event is known again.
struct NoticeShelf: Sendable {
    /// What readers know.
    private(set) var ledger: ToldLedger
    /// What is pending, in log order.
    private(set) var windows: [PendingWindow] = []
    /// The hold that the commands read so far leave in force.
    private(set) var hold: Hold?
    /// The first offset that was not read.
    private(set) var position: Int64
    /// The hash of the subscription's records read so far.
    private(set) var hash: ContentHash

    private let plan: SubscriptionPlan
    private var from: Int64
    /// The hash of those below it.
    private var hashBefore: ContentHash
    /// The end of the last window told.
    private var boundary: Instant?
    /// A slice announced before a restart: its records belong together whatever their times say.
    private var announced: AnnouncedSlice?
    /// The hash of the records below its end.
    private var announcedHash: ContentHash
    private var windowCount = 0

    init(plan: SubscriptionPlan, cut: Cut?) {
        self.plan = plan
        ledger = ToldLedger(history: cut?.history ?? [])
        from = cut?.from ?? 0
        position = cut?.contextFrom ?? 0
        boundary = cut?.boundary
        hold = cut?.hold
        hashBefore = cut?.hash ?? .zero
        hash = hashBefore
        announcedHash = hashBefore
        announced = cut?.announced
    }

    /// How many notices are pending.
    var pending: Int { windows.reduce(0) { $0 + $1.tally.notices } }

    /// Adds a notice; one that was read before is passed over.
    mutating func add(_ notice: RetainedNotice) {
        guard advance(to: notice.offset) else { return }
        if notice.offset < from { return ledger.add(notice) }
        chain(notice.notice.recordHash, at: notice.offset)
        let place = window(for: notice.offset, at: notice.appendedAt)
        let identity = EventIdentity(notice.event)
        if let owner = ledger.see(identity, in: windows[place].number) {
            windows[place].addRepeat(notice, identity, of: owner, hash: hash)
            if opensWithoutNews(place) { open(place, at: notice.appendedAt) }
        } else {
            windows[place].add(notice, identity, recipe: plan.recipe, hash: hash)
            open(place, at: notice.appendedAt)
        }
    }

    /// Adds a command; one that was read before is passed over.
    mutating func add(_ command: DigestCommand) {
        guard advance(to: command.offset) else { return }
        if command.offset < from { return ledger.add(command) }
        chain(command.recordHash, at: command.offset)
        if case .flush = command.order { return flush(command) }
        let place = window(for: command.offset, at: command.appendedAt)
        let isNews = isNews(command, before: place)
        windows[place].add(command, hash: hash)
        if let hold = windows[place].hold { self.hold = hold }
        if isNews || opensWithoutNews(place) { open(place, at: command.appendedAt) }
    }

    /// Adds a record to the chain. A flush that ends no window belongs to the slice after it.
    private mutating func chain(_ record: ContentHash, at offset: Int64) {
        hash = hash.followed(by: record)
        if let announced, offset < announced.to { announcedHash = hash }
    }

    /// Settles what came before it. Within an announced slice all is settled already, and only the flush that ended
    /// it is part of it.
    private mutating func flush(_ command: DigestCommand) {
        guard let last = windows.indices.last else { return }
        if let announced, command.offset < announced.to {
            if command.offset == announced.to - 1 { windows[last].add(command, hash: hash) }
            return
        }
        for place in windows.indices.dropLast() { windows[place].release() }
        if takes(windows[last], command.offset, command.appendedAt) {
            windows[last].flush(command, hash: hash)
        } else {
            windows[last].release()
        }
    }

    /// Where silence is told too, every window after the first is, so whatever lies in it opens it.
    private func opensWithoutNews(_ place: Int) -> Bool {
        plan.sendsHeartbeats && (boundary != nil || windows[..<place].contains { $0.window != nil })
    }

    private mutating func advance(to offset: Int64) -> Bool {
        if offset < position { return false }
        position = offset + 1
        return true
    }

    /// Taking back is news where readers were told, or are about to be told by a window before.
    private func isNews(_ command: DigestCommand, before place: Int) -> Bool {
        guard case .withdraw(let source, let subject) = command.order else { return false }
        let key = SubjectKey(source: source, subject: subject)
        return windows[..<place].reduce(ledger.past(of: key)) { $0.after($1.tally, of: key) }.told != nil
    }

    /// The place of the window that takes the next record.
    private mutating func window(for offset: Int64, at time: Instant) -> Int {
        if let last = windows.indices.last, takes(windows[last], offset, time) { return last }
        windowCount += 1
        windows.append(PendingWindow(number: windowCount))
        return windows.count - 1
    }

    private func takes(_ last: PendingWindow, _ offset: Int64, _ time: Instant) -> Bool {
        if let announced {
            if offset < announced.to { return true }
            if last.lastOffset < announced.to { return false }
        }
        if last.isSealed { return false }
        guard let window = last.window else { return true }
        return time < window.to && !plan.isOneByOne(window)
    }

    private mutating func open(_ place: Int, at time: Instant) {
        if windows[place].window != nil { return }
        windows[place].open(plan.window(containing: time, after: end(before: place)))
    }
}

extension NoticeShelf {
    /// The end of the window before a pending one, where there was one.
    private func end(before place: Int) -> Instant? {
        if let announced, windows[place].lastOffset >= announced.to,
            windows[..<place].allSatisfy({
                $0.lastOffset < announced.to
            })
        {
            return announced.window.to
        }
        return windows[..<place].last { $0.window != nil }?.window?.to ?? boundary
    }
}

// MARK: Telling

extension NoticeShelf {
    /// The first windows as one slice.
    func tally(first count: Int) -> SliceTally {
        guard count > 0 else { return SliceTally() }
        return windows[1..<count].reduce(into: windows[0].tally) { $0.append($1.tally) }
    }

    /// One past the last offset of the first windows; where the slice begins when there are none.
    func end(ofFirst count: Int) -> Int64 {
        if let announced { return announced.to }
        return count == 0 ? from : windows[count - 1].lastOffset + 1
    }

    /// The hash of the subscription's records below the end of the first windows.
    func hash(ofFirst count: Int) -> ContentHash {
        if announced != nil { return announcedHash }
        return count == 0 ? hashBefore : windows[count - 1].hash
    }

    /// The hold that is in force after the first windows.
    func hold(afterFirst count: Int, before: Hold?) -> Hold? {
        windows.prefix(count).last { $0.hold != nil }?.hold ?? before
    }

    /// How many windows lie before an offset.
    func count(before offset: Int64) -> Int {
        windows.prefix { $0.lastOffset < offset }.count
    }

    /// The first windows are being published: they take no more records.
    mutating func seal(first count: Int) {
        for place in windows.indices.prefix(count) { windows[place].seal() }
    }

    /// Moves to a new cut: what lies before it is told, what lies before its look-back is let go.
    ///
    /// - Returns: whether the shelf must be filled anew from the cut's look-back. That is so when something pending was
    ///   judged by what is otherwise now: a repeat of what has been let go, or a withdrawal, which is news or not by
    ///   what readers know.
    mutating func move(to cut: Cut) -> Bool {
        let told = windows.prefix { $0.lastOffset < cut.from }
        if let slice = cut.history.last, slice.to == cut.from, slice.from == from, !told.isEmpty {
            ledger.append(ToldFold(slice, of: told, tally: tally(first: told.count)))
        }
        windows.removeFirst(told.count)
        (from, hashBefore, boundary, announced) = (cut.from, cut.hash, cut.boundary, nil)
        ledger.forget(before: cut.contextFrom)
        return windows.contains { window in
            !window.tally.retractions.isEmpty || window.repeats.keys.contains { !ledger.knows($0) }
        }
    }
}
