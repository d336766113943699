import Cooperation

/// A slice that was told, as far as the digests after it ask for it.
struct ToldFold: Sendable {
    /// The slice.
    let slice: ToldSlice
    /// How it left each subject.
    private(set) var courses: [SubjectKey: SubjectCourse] = [:]
    /// The subjects taken back in it, and the offset below which.
    private(set) var retractions: [SubjectKey: Int64] = [:]
    /// The events first seen in it.
    private(set) var identities: [EventIdentity] = []
    /// The first notice of each event that was known from a slice before: it counts once that one is forgotten.
    private(set) var repeats: [EventIdentity: RetainedNotice] = [:]

    /// A slice whose notices have yet to be read.
    init(_ slice: ToldSlice) {
        self.slice = slice
    }

    /// A slice that has just been told.
    init(_ slice: ToldSlice, of parts: some Sequence<PendingWindow>, tally: SliceTally) {
        self.slice = slice
        courses = tally.subjects.mapValues(\.course)
        retractions = tally.retractions.mapValues(\.command.offset)
        for part in parts {
            identities += part.identities
            repeats.merge(part.repeats) { first, _ in first }
        }
    }

    /// Adds a notice of an event not seen before.
    mutating func add(_ notice: RetainedNotice, _ identity: EventIdentity) {
        identities.append(identity)
        let key = SubjectKey(notice.event)
        if notice.offset < retractions[key] ?? 0 { return }
        if courses[key] == nil {
            courses[key] = SubjectCourse(notice)
        } else {
            courses[key]?.merge(SubjectCourse(notice))
        }
    }

    /// Adds a notice of an event known from a slice before.
    mutating func addRepeat(_ notice: RetainedNotice, _ identity: EventIdentity) {
        if repeats[identity] == nil { repeats[identity] = notice }
    }

    /// Counts the repeats whose originals are forgotten as what they are now: the first of their kind.
    mutating func admitRepeats(where isForgotten: (EventIdentity) -> Bool) -> [EventIdentity] {
        let admitted = repeats.filter { isForgotten($0.key) }
        for (identity, notice) in admitted {
            repeats[identity] = nil
            add(notice, identity)
        }
        return Array(admitted.keys)
    }

    /// Adds a command. Only one that takes something back leaves a trace.
    mutating func add(_ command: DigestCommand) {
        guard case .withdraw(let source, let subject) = command.order else { return }
        let key = SubjectKey(source: source, subject: subject)
        courses[key] = nil
        retractions[key] = command.offset
    }

    /// What readers know of a subject after this slice, from what they knew before it.
    func advance(_ past: inout SubjectPast, of key: SubjectKey) {
        let reference = DigestReference(slice)
        if retractions[key] != nil, past.told != nil { past = SubjectPast(told: nil, reference: reference) }
        guard let course = courses[key] else { return }
        let standing = course.standing(after: past.told?.standing)
        if past.told == nil, standing == .cancelled, course.wasProposed { return }
        past = SubjectPast(told: Told(last: course.last, standing: standing), reference: reference)
    }
}
