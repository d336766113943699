import Cooperation

/// The mails that were read and are not yet done: which may go now, what becomes of each, and how far each partition is
/// done for good. A value without clock, threads or Kafka: time comes in, decisions go out.
///
/// A mail that waits for hours holds back the committed offset of its partition, but no other mail: those are delivered
/// and noted, and known again when the partition is read from the old offset after a crash. So nothing is ever kept in
/// memory alone.
struct Outbox: Sendable {
    /// How much there may be.
    struct Limits: Hashable, Sendable {
        /// Mails under way at once.
        var connections = 4
        /// Bytes of mails that may go as soon as there is a connection for them.
        var readyBytes = 8 << 20
        /// Bytes of mails that wait for their time.
        var waitingBytes = 128 << 20
    }

    /// What was decided about a mail.
    enum Verdict: Hashable, Sendable {
        /// It is done.
        case delivered(QueuedMail, words: String)
        /// It is tried again.
        case deferred(QueuedMail, until: Instant, words: String)
        /// It may or may not have been taken, and is tried again.
        case inDoubt(QueuedMail, until: Instant, words: String)
        /// The server was not there; the attempt does not count.
        case held(QueuedMail, words: String)
        /// It is done, and nobody has it.
        case dead(QueuedMail, DeadMail)
    }

    /// Why nobody has it.
    enum DeadMail: Hashable, Sendable {
        /// The server's last word.
        case refused(String)
        /// It was tried for as long as is reasonable.
        case undeliverable(String)
    }

    let limits: Limits
    let schedule: RetrySchedule
    let giveUpMilliseconds: Int64
    private(set) var pace: SendPace?
    private(set) var pause: ServerPause

    private var partitions: [Int32: OpenOffsets] = [:]
    private var ready = MailQueue()
    private var waiting = WaitingMails()
    private var underWay: [MailPosition: QueuedMail] = [:]
    private var openIDs: Set<String> = []
    private var refusals = FloodGate()

    init(limits: Limits, schedule: RetrySchedule, giveUpHours: Int, pace: SendPace?, seed: String) {
        self.limits = limits
        self.schedule = schedule
        giveUpMilliseconds = Int64(giveUpHours) * 3_600_000
        self.pace = pace
        pause = ServerPause(seed: seed)
    }
}

// MARK: - Reading

extension Outbox {
    /// Partitions are read from these offsets; nil is the beginning.
    mutating func own(_ starts: [Int32: Int64?]) {
        for (partition, start) in starts { partitions[partition] = OpenOffsets(from: start) }
    }

    /// Partitions go: their mails are somebody else's now. What is under way of them is forgotten too.
    mutating func disown(_ gone: [Int32]) {
        let isGone = { (mail: QueuedMail) in gone.contains(mail.position.partition) }
        let forgotten = ready.remove(where: isGone) + waiting.remove(where: isGone) + underWay.values.filter(isGone)
        for mail in forgotten {
            underWay[mail.position] = nil
            openIDs.remove(mail.messageID)
        }
        for partition in gone { partitions[partition] = nil }
    }

    /// Whether the record at a position is new to it: a partition that was paused may be read again from a little before.
    func isNew(_ position: MailPosition) -> Bool {
        partitions[position.partition].map { !$0.knows(position.offset) } ?? false
    }

    /// A record needs nothing: it was dealt with before, or on the spot.
    mutating func pass(_ position: MailPosition) {
        partitions[position.partition]?.pass(to: position.offset + 1)
    }

    /// The end of a partition was reached: transaction markers take offsets too.
    mutating func passEnd(of partition: Int32, at offset: Int64) { partitions[partition]?.pass(to: offset) }

    /// A mail was read, to go at once or not before its time. The same Message-ID twice, while the first is open, is one
    /// mail: the first stands before it in the same partition, so nothing is committed past it meanwhile.
    mutating func take(_ mail: QueuedMail, notBefore time: Instant?) {
        guard openIDs.insert(mail.messageID).inserted else { return pass(mail.position) }
        partitions[mail.position.partition]?.begin(mail.position.offset)
        if let time { waiting.insert(mail, at: time) } else { ready.append(mail) }
    }
}

// MARK: - Sending

extension Outbox {
    /// The next mail to go now; nil when none may. It is under way then. Where it is in doubt, say so: it may come to be
    /// there twice.
    mutating func next(at now: Instant) -> QueuedMail? {
        while let due = waiting.removeFirst(dueAt: now) { ready.append(due) }
        guard ready.first != nil, hasRoom, pause.until.map({ $0 <= now }) ?? true else { return nil }
        if var pace {
            guard pace.nextTime(at: now) <= now else { return nil }
            pace.take(at: now)
            self.pace = pace
        }
        guard var mail = ready.removeFirst() else { return nil }
        mail.attempts += 1
        mail.firstAttemptAt = mail.firstAttemptAt ?? now
        underWay[mail.position] = mail
        // Whoever sends it tells of the doubt; from then on it is told.
        underWay[mail.position]?.isInDoubt = false
        return mail
    }

    /// A server that was not there gets one mail at a time until one got through.
    private var hasRoom: Bool { underWay.count < (pause.isOn ? 1 : limits.connections) }

    /// What comes of a mail that was under way; nil when its partition went meanwhile.
    mutating func settle(_ position: MailPosition, _ outcome: CarryOutcome, at now: Instant) -> Verdict? {
        guard var mail = underWay.removeValue(forKey: position) else { return nil }
        switch outcome {
        case .delivered(let words):
            pause.end()
            refusals.note(isBad: false)
            end(mail)
            return .delivered(mail, words: words)
        case .refused(let words):
            pause.end()
            note(refusal: words, at: now)
            end(mail)
            return .dead(mail, .refused(words))
        case .deferred(let words, let closesServer):
            if closesServer { pause.begin(words, at: now) } else { pause.end() }
            return putOff(mail, words, at: now)
        case .interrupted(let words, let isInDoubt):
            mail.isInDoubt = isInDoubt
            return putOff(mail, words, at: now)
        case .unreachable(let words):
            pause.begin(words, at: now)
            mail.attempts -= 1
            if mail.attempts == 0 { mail.firstAttemptAt = nil }
            // Not to the front: a mail that is itself the trouble does not stand in the way of the others.
            ready.append(mail)
            return .held(mail, words: words)
        }
    }

    private mutating func putOff(_ mail: QueuedMail, _ words: String, at now: Instant) -> Verdict {
        let lastTime = (mail.firstAttemptAt ?? now).adding(milliseconds: giveUpMilliseconds)
        guard now < lastTime else {
            end(mail)
            return .dead(mail, .undeliverable(words))
        }
        let delay = schedule.delayMilliseconds(after: mail.attempts, of: mail.messageID)
        let time = min(now.adding(milliseconds: delay), lastTime)
        waiting.insert(mail, at: time)
        return mail.isInDoubt
            ? .inDoubt(mail, until: time, words: words) : .deferred(mail, until: time, words: words)
    }

    private mutating func end(_ mail: QueuedMail) {
        partitions[mail.position.partition]?.end(mail.position.offset)
        openIDs.remove(mail.messageID)
    }

    /// Many refusals in a row say more about us, or the server, than about those they name.
    private mutating func note(refusal words: String, at now: Instant) {
        refusals.note(isBad: true)
        guard refusals.isFlooded else { return }
        pause.beginFlood(
            "\(refusals.badInWindow) of the last \(FloodGate.windowRecords) mails were refused for good, the last with: "
                + words, at: now)
        refusals.reset()
    }
}

// MARK: - How it stands

extension Outbox {
    /// What may be committed, per partition.
    var committable: [Int32: Int64] { partitions.compactMapValues(\.committable) }

    /// The partitions that it has the mails of.
    var owned: [Int32] { partitions.keys.sorted() }

    /// Whether mails are under way, of these partitions or at all.
    func isSending(_ partitions: [Int32]? = nil) -> Bool {
        underWay.keys.contains { partitions?.contains($0.partition) ?? true }
    }

    /// Whether no more should be read for now; and whether that is because too many wait for their time.
    var fullness: (isFull: Bool, isByWaiting: Bool) {
        let isByWaiting = waiting.byteCount >= limits.waitingBytes
        return (isByWaiting || ready.byteCount >= limits.readyBytes, isByWaiting)
    }

    /// Whether there is room for more again, with something to spare.
    var isRoomy: Bool { waiting.byteCount < limits.waitingBytes * 3 / 4 && ready.byteCount < limits.readyBytes / 2 }

    /// Mails that wait for their time.
    var waitingCount: Int { waiting.count }

    /// Mails that are neither done nor under way.
    var pendingCount: Int { waiting.count + ready.count }

    /// The time of the first of those that wait.
    var nextAttemptAt: Instant? { waiting.firstTime }

    /// When `next` may have something that it has not now, if nothing else happens meanwhile; nil when only an outcome or
    /// another record changes anything.
    func wakeTime(at now: Instant) -> Instant? {
        guard hasRoom else { return nil }
        var times: [Instant] = waiting.firstTime.map { [max($0, pause.until ?? $0)] } ?? []
        if ready.first != nil {
            var pace = pace
            times.append(max(pause.until ?? now, pace?.nextTime(at: now) ?? now))
        }
        return times.min()
    }
}
