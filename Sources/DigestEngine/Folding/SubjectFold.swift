import Cooperation

/// Several events about one subject as one net change.
///
/// Events count in log order, whatever times their senders wrote: the log is what every reader of it agrees on. What
/// a subject is compared with is its state as last told; if it was never told, its first event here. An `updated`
/// keeps the standing that the last other step gave (a confirmed visit that is updated stays confirmed), so changes
/// of standing are told apart from changes of content:
///
///     never told, proposed here, cancelled in the end      withdrawn: counted, no line
///     now cancelled or completed, and was not              cancelled, completed
///     was cancelled or completed, is neither any more      proposed, confirmed (taken up again)
///     never told, still a proposal                         proposed
///     dates or place differ from what they were            rescheduled
///     now confirmed or proposed, and was not               confirmed, proposed
///     anything else                                        updated, even if nothing a reader sees differs: the sender
///                                                          said so, and the line's events say who and when
struct SubjectFold {
    /// What the slice says of it.
    let tally: SubjectTally
    /// What had been told.
    let past: SubjectPast
    /// Where the subject stands now.
    let standing: Action?
    private let baseline: CooperationEvent
    private let baselineStanding: Action?

    /// The fold of what a slice says of a subject onto what had been told of it.
    init(_ tally: SubjectTally, past: SubjectPast) {
        self.tally = tally
        self.past = past
        baseline = past.told?.last.event ?? tally.first.event
        baselineStanding = past.told.map(\.standing) ?? SubjectCourse(tally.first).standing(after: nil)
        standing = tally.course.standing(after: past.told?.standing)
    }

    /// The last notice.
    var last: Notice { tally.course.last.notice }

    /// Whether it came and went without anybody having been told.
    var isWithdrawn: Bool { past.told == nil && standing == .cancelled && tally.course.wasProposed }

    /// The net change.
    var change: DigestLine.Change {
        let was = past.told?.standing
        switch standing {
        case .cancelled where was != .cancelled: return .cancelled
        case .completed where was != .completed: return .completed
        case .proposed where past.told == nil || was == .cancelled || was == .completed: return .proposed
        case .confirmed where was == .cancelled || was == .completed: return .confirmed
        case _ where isMoved: return .rescheduled
        case .confirmed where was != .confirmed: return .confirmed
        case .proposed where was != .proposed: return .proposed
        default: return .updated
        }
    }

    /// What differs from what it was; nil when nothing does.
    var before: SubjectBefore? {
        let now = last.event
        var before = SubjectBefore()
        before.action = baselineStanding == standing ? nil : baselineStanding
        before.title = baseline.title == now.title ? nil : baseline.title
        before.starts = baseline.starts == now.starts ? nil : baseline.starts
        before.ends = baseline.ends == now.ends ? nil : baseline.ends
        before.respondBy = baseline.respondBy == now.respondBy ? nil : baseline.respondBy
        before.place = baseline.place == now.place ? nil : baseline.place
        return before == SubjectBefore() ? nil : before
    }

    /// Dates or a place that were known are others now; one that was not known and is now has not moved.
    private var isMoved: Bool {
        let now = last.event
        return (baseline.starts != nil && baseline.starts != now.starts)
            || (baseline.ends != nil && baseline.ends != now.ends)
            || (baseline.place != nil && baseline.place != now.place)
    }
}
