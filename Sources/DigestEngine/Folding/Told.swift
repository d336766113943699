import Cooperation

/// What readers were last told of a subject.
struct Told {
    /// The last notice told of.
    let last: RetainedNotice
    /// Where it stood: the last step of its life cycle that was no mere update; nil where only updates were seen.
    let standing: Action?
}

/// What readers know of a subject before a slice.
struct SubjectPast {
    /// What they were last told; nil when nothing was, or it was taken back.
    var told: Told?
    /// The digest in which the subject stood last, if only as taken back.
    var reference: DigestReference?

    /// What they know once what they were told is taken back.
    var retracted: SubjectPast { SubjectPast(told: nil, reference: reference) }

    /// What they know after a slice that took the subject back, told how it went on, or both in this order. What came
    /// and went within the slice they never learn of.
    func after(_ course: SubjectCourse?, isRetracted: Bool, in digest: DigestReference?) -> SubjectPast {
        let known = isRetracted && told != nil ? SubjectPast(told: nil, reference: digest) : self
        guard let course else { return known }
        let standing = course.standing(after: known.told?.standing)
        if known.told == nil, standing == .cancelled, course.wasProposed { return known }
        return SubjectPast(told: Told(last: course.last, standing: standing), reference: digest)
    }

    /// What they will know after a slice that is not told yet.
    func after(_ tally: SliceTally, of key: SubjectKey) -> SubjectPast {
        after(tally.subjects[key]?.course, isRetracted: tally.retractions[key] != nil, in: nil)
    }
}

extension DigestReference {
    /// The digest of a told slice.
    init(_ slice: ToldSlice) {
        self.init(digest: slice.digest, sequence: slice.sequence, windowEnd: slice.windowEnd)
    }
}
