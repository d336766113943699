import Cooperation

/// Mails that may go, first come first served.
struct MailQueue: Sendable {
    private var mails: [QueuedMail] = []
    private var firstIndex = 0
    /// What they hold in memory.
    private(set) var byteCount = 0

    var count: Int { mails.count - firstIndex }
    var first: QueuedMail? { firstIndex < mails.count ? mails[firstIndex] : nil }

    mutating func append(_ mail: QueuedMail) {
        mails.append(mail)
        byteCount += mail.record.byteCount
    }

    mutating func removeFirst() -> QueuedMail? {
        guard let mail = first else { return nil }
        firstIndex += 1
        byteCount -= mail.record.byteCount
        // Costs one move a mail in the long run, and lets go of their bytes.
        if firstIndex * 2 >= mails.count {
            mails.removeFirst(firstIndex)
            firstIndex = 0
        }
        return mail
    }

    /// Removes and returns some.
    mutating func remove(where isGone: (QueuedMail) -> Bool) -> [QueuedMail] {
        let all = mails[firstIndex...]
        (mails, firstIndex) = (all.filter { !isGone($0) }, 0)
        byteCount = mails.reduce(0) { $0 + $1.record.byteCount }
        return all.filter(isGone)
    }
}

/// Mails that wait for their time, soonest first.
struct WaitingMails: Sendable {
    /// Latest first, so that the soonest is taken off the end.
    private var mails: [(time: Instant, mail: QueuedMail)] = []
    /// What they hold in memory.
    private(set) var byteCount = 0

    var count: Int { mails.count }
    var firstTime: Instant? { mails.last?.time }

    mutating func insert(_ mail: QueuedMail, at time: Instant) {
        var (low, high) = (0, mails.count)
        while low < high {
            let middle = (low + high) / 2
            if mails[middle].time > time { low = middle + 1 } else { high = middle }
        }
        mails.insert((time, mail), at: low)
        byteCount += mail.record.byteCount
    }

    mutating func removeFirst(dueAt now: Instant) -> QueuedMail? {
        guard let last = mails.last, last.time <= now else { return nil }
        mails.removeLast()
        byteCount -= last.mail.record.byteCount
        return last.mail
    }

    /// Removes and returns some.
    mutating func remove(where isGone: (QueuedMail) -> Bool) -> [QueuedMail] {
        let gone = mails.filter { isGone($0.mail) }.map(\.mail)
        mails.removeAll { isGone($0.mail) }
        byteCount -= gone.reduce(0) { $0 + $1.record.byteCount }
        return gone
    }
}
