import Cooperation

/// What readers were last told of a subject.
struct Told {
    /// The last event told.
    var event: CooperationEvent
    /// Where it stood: the last step of its life cycle that was no mere update; nil where only updates were seen.
    var standing: Action?
    /// The digest that told it.
    var reference: DigestReference
}

/// What a subscription's readers know: the look-back, folded slice by slice as the digests told it.
struct ToldLedger {
    /// The subjects told of, as they stood last.
    private(set) var subjects: [SubjectKey: Told] = [:]
    /// The events seen.
    private(set) var seen: Set<EventIdentity> = []

    /// Folds the notices before a slice, in log order, into what the digests in `history` (in log order) told.
    ///
    /// A subject whose line did not fit counts as told: the digest counted and linked it. A notice in none of the
    /// slices was told by a digest before the look-back, or by none; its event is still known.
    init(context: [Notice], history: [ToldSlice]) {
        var rest = context[...]
        for slice in history {
            discard(rest.prefix { $0.offset < slice.from })
            rest = rest.drop { $0.offset < slice.from }
            let told = rest.prefix { $0.offset < slice.to }
            rest = rest.dropFirst(told.count)
            tell(Array(told), in: slice)
        }
        discard(rest)
    }

    private mutating func tell(_ notices: [Notice], in slice: ToldSlice) {
        let reference = DigestReference(digest: slice.digest, sequence: slice.sequence, windowEnd: slice.windowEnd)
        for group in groupBySubject(notices.filter { notice in seen.insert(EventIdentity(notice.event)).inserted }) {
            let fold = SubjectFold(group, told: subjects[group.key])
            if fold.isWithdrawn { continue }
            subjects[group.key] = Told(event: fold.last, standing: fold.standing, reference: reference)
        }
    }

    private mutating func discard(_ notices: some Sequence<Notice>) {
        for notice in notices { seen.insert(EventIdentity(notice.event)) }
    }
}

/// The notices about one subject, in log order; at least one.
struct SubjectNotices {
    let key: SubjectKey
    let first: Notice
    var notices: [Notice]
}

/// Notices by subject, subjects in the order of their first notice.
func groupBySubject(_ notices: [Notice]) -> [SubjectNotices] {
    var groups: [SubjectNotices] = []
    var places: [SubjectKey: Int] = [:]
    for notice in notices {
        let key = SubjectKey(notice.event)
        if let place = places[key] {
            groups[place].notices.append(notice)
        } else {
            places[key] = groups.count
            groups.append(SubjectNotices(key: key, first: notice, notices: [notice]))
        }
    }
    return groups
}
