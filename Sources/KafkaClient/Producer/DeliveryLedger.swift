/// Who waits for which records: an account of what was queued and not yet acknowledged. A value type without
/// Kafka in it.
///
/// A flush must return once everything queued *before* it is settled, while others go on producing. So records
/// are counted by epoch, and a flush ends the current one: it is done when no earlier epoch has anything
/// outstanding. Epochs that are settled are dropped, so the list is as long as there are flushes under way.
struct DeliveryLedger<Sender, Flusher> {
    /// What travels with a record through librdkafka and comes back with its report.
    enum Ticket: Hashable {
        case epoch(UInt64)
        case send(UInt64)
    }

    /// Failures that no sender waited for, since the last flush.
    struct Failures: Equatable {
        var first: KafkaError
        var count: Int
    }

    // Oldest first; the last one is current. Nearly always there is one, so a short list beats a dictionary.
    private var epochs: [(id: UInt64, outstanding: Int)] = [(id: 1, outstanding: 0)]
    private var senders: [UInt64: (epoch: UInt64, sender: Sender)] = [:]
    private var lastSender: UInt64 = 0
    private var flushers: [(id: UInt64, through: UInt64, flusher: Flusher)] = []
    private(set) var failures: Failures?

    /// How many records are not settled yet.
    var outstandingCount: Int { epochs.reduce(0) { $0 + $1.outstanding } }

    private var currentEpoch: UInt64 { epochs[epochs.count - 1].id }

    /// Notes a record nobody waits for.
    mutating func enqueue() -> Ticket {
        epochs[epochs.count - 1].outstanding += 1
        return .epoch(currentEpoch)
    }

    /// Notes a record whose sender waits for its report.
    mutating func enqueue(for sender: Sender) -> Ticket {
        epochs[epochs.count - 1].outstanding += 1
        lastSender += 1
        senders[lastSender] = (currentEpoch, sender)
        return .send(lastSender)
    }

    /// The record behind a ticket was never queued after all; gives back its sender.
    mutating func cancel(_ ticket: Ticket) -> Sender? {
        settle(ticket)
    }

    /// A report came: the record is settled. Gives back the sender who waits for it; a failure without one is
    /// kept for the next flush.
    mutating func report(_ ticket: Ticket, failure: KafkaError?) -> Sender? {
        let sender = settle(ticket)
        if sender == nil, let failure {
            failures = Failures(first: failures?.first ?? failure, count: (failures?.count ?? 0) + 1)
        }
        return sender
    }

    /// Reports came for so many records of one epoch that nobody waited for, all acknowledged.
    mutating func report(epoch: UInt64, count: Int) {
        release(epoch, count)
    }

    /// Begins a flush: everything noted so far has to be settled before `finishedFlushers` gives it back.
    mutating func flush(_ id: UInt64, _ flusher: Flusher) {
        flushers.append((id, currentEpoch, flusher))
        epochs.append((id: currentEpoch + 1, outstanding: 0))
    }

    /// Flushes that are done.
    mutating func finishedFlushers() -> [Flusher] {
        guard !flushers.isEmpty else { return [] }
        while epochs.count > 1 && epochs[0].outstanding == 0 { epochs.removeFirst() }
        let oldest = epochs[0].id
        let done = flushers.filter { $0.through < oldest }
        flushers.removeAll { $0.through < oldest }
        return done.map(\.flusher)
    }

    func isFlushing(_ id: UInt64) -> Bool {
        flushers.contains { $0.id == id }
    }

    /// A flush gave up waiting; gives it back if it was not done.
    mutating func abandonFlush(_ id: UInt64) -> Flusher? {
        guard let index = flushers.firstIndex(where: { $0.id == id }) else { return nil }
        return flushers.remove(at: index).flusher
    }

    /// The failures since the last time somebody took them.
    mutating func takeFailures() -> Failures? {
        defer { failures = nil }
        return failures
    }

    /// Everybody who still waits, when the producer closes.
    mutating func takeSenders() -> [Sender] {
        defer { senders = [:] }
        return senders.values.map(\.sender)
    }

    private mutating func settle(_ ticket: Ticket) -> Sender? {
        switch ticket {
        case .epoch(let epoch):
            release(epoch, 1)
            return nil
        case .send(let id):
            guard let entry = senders.removeValue(forKey: id) else { return nil }
            release(entry.epoch, 1)
            return entry.sender
        }
    }

    private mutating func release(_ epoch: UInt64, _ count: Int) {
        guard let index = epochs.firstIndex(where: { $0.id == epoch }), epochs[index].outstanding >= count else {
            preconditionFailure("a record is settled once")
        }
        epochs[index].outstanding -= count
    }
}

extension DeliveryLedger.Ticket {
    /// The ticket as the one word librdkafka carries along.
    var word: UInt {
        switch self {
        case .epoch(let epoch): UInt(epoch << 1)
        case .send(let id): UInt(id << 1 | 1)
        }
    }

    init(word: UInt) {
        self = word & 1 == 0 ? .epoch(UInt64(word >> 1)) : .send(UInt64(word >> 1))
    }
}
