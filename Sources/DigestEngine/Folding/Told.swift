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
}

extension DigestReference {
    /// The digest of a told slice.
    init(_ slice: ToldSlice) {
        self.init(digest: slice.digest, sequence: slice.sequence, windowEnd: slice.windowEnd)
    }
}
