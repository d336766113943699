import Cooperation

/// What a subscription's readers know: the look-back, slice by slice as the digests told it.
///
/// What a digest knew of the past is worked out from the slices of its own look-back alone. Slices are therefore kept
/// apart: when the oldest is let go, what the others say of a subject may read differently, exactly as it will to
/// whoever rebuilds the next digest from the log.
struct ToldLedger: Sendable {
    /// The slices, in log order.
    private(set) var folds: [ToldFold]
    /// The part of the digest, or of what is pending, in which each known event was seen first.
    private var owners: [EventIdentity: Int] = [:]

    /// A ledger of slices whose notices have yet to be read.
    init(history: [ToldSlice]) {
        folds = history.map { ToldFold($0) }
    }

    /// How many events are known.
    var toldEvents: Int { folds.reduce(0) { $0 + $1.identities.count + $1.repeats.count } }

    /// Notes that an event was seen. Nil when it is new; otherwise the part that saw it first.
    mutating func see(_ identity: EventIdentity, in part: Int) -> Int? {
        if let owner = owners[identity] { return owner }
        owners[identity] = part
        return nil
    }

    /// Whether an event is known.
    func knows(_ identity: EventIdentity) -> Bool { owners[identity] != nil }

    /// What readers know of a subject.
    func past(of key: SubjectKey) -> SubjectPast {
        folds.reduce(into: SubjectPast()) { past, fold in fold.advance(&past, of: key) }
    }

    /// The subjects of which any slice says what is asked for.
    func subjects(where isWanted: (SubjectCourse) -> Bool) -> Set<SubjectKey> {
        folds.reduce(into: []) { keys, fold in
            for (key, course) in fold.courses where isWanted(course) { keys.insert(key) }
        }
    }

    /// A notice of the look-back was read.
    ///
    /// One that lies in none of the slices was told by a digest before the look-back, or by none; its event is known
    /// all the same.
    mutating func add(_ notice: RetainedNotice) {
        let identity = EventIdentity(notice.event)
        let place = folds.lastIndex { $0.slice.from <= notice.offset }
        let owner = see(identity, in: -1)
        guard let place, notice.offset < folds[place].slice.to else { return }
        if owner == nil { folds[place].add(notice, identity) } else { folds[place].addRepeat(notice, identity) }
    }

    /// A command of the look-back was read.
    mutating func add(_ command: DigestCommand) {
        guard let place = folds.lastIndex(where: { $0.slice.from <= command.offset }),
            command.offset < folds[place].slice.to
        else { return }
        folds[place].add(command)
    }

    /// A slice has been told.
    mutating func append(_ fold: ToldFold) { folds.append(fold) }

    /// Lets go of the slices that begin before an offset.
    mutating func forget(before contextFrom: Int64) {
        let old = folds.prefix { $0.slice.from < contextFrom }
        if old.isEmpty { return }
        folds.removeFirst(old.count)
        for fold in old { for identity in fold.identities { owners[identity] = nil } }
        for place in folds.indices {
            for identity in folds[place].admitRepeats(where: { owners[$0] == nil }) { owners[identity] = -1 }
        }
    }
}
