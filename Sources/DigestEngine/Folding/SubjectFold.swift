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
    /// The notices, in log order.
    let notices: [Notice]
    /// What had been told.
    let told: Told?
    /// Where the subject stands after them.
    let standing: Action?

    /// The fold of a subject's notices onto what had been told of it.
    init(_ group: SubjectNotices, told: Told?) {
        notices = group.notices
        self.told = told
        baseline = told?.event ?? group.first.event
        baselineStanding = told.map(\.standing) ?? Self.step(group.first.event)
        standing = group.notices.reduce(told?.standing) { Self.step($1.event) ?? $0 }
        last = group.notices.last?.event ?? group.first.event
    }

    /// The last event.
    let last: CooperationEvent
    private let baseline: CooperationEvent
    private let baselineStanding: Action?

    /// Whether it came and went without anybody having been told.
    var isWithdrawn: Bool {
        told == nil && standing == .cancelled && notices.contains { $0.event.action == .proposed }
    }

    /// The net change.
    var change: DigestLine.Change {
        let was = told?.standing
        switch standing {
        case .cancelled where was != .cancelled: return .cancelled
        case .completed where was != .completed: return .completed
        case .proposed where told == nil || was == .cancelled || was == .completed: return .proposed
        case .confirmed where was == .cancelled || was == .completed: return .confirmed
        case _ where isMoved: return .rescheduled
        case .confirmed where was != .confirmed: return .confirmed
        case .proposed where was != .proposed: return .proposed
        default: return .updated
        }
    }

    /// What differs from what it was; nil when nothing does.
    var before: SubjectBefore? {
        var before = SubjectBefore()
        before.action = baselineStanding == standing ? nil : baselineStanding
        before.title = baseline.title == last.title ? nil : baseline.title
        before.starts = baseline.starts == last.starts ? nil : baseline.starts
        before.ends = baseline.ends == last.ends ? nil : baseline.ends
        before.respondBy = baseline.respondBy == last.respondBy ? nil : baseline.respondBy
        before.place = baseline.place == last.place ? nil : baseline.place
        return before == SubjectBefore() ? nil : before
    }

    /// Dates or a place that were known are others now; one that was not known and is now has not moved.
    private var isMoved: Bool {
        (baseline.starts != nil && baseline.starts != last.starts)
            || (baseline.ends != nil && baseline.ends != last.ends)
            || (baseline.place != nil && baseline.place != last.place)
    }

    /// The standing an event gives; none for an update.
    private static func step(_ event: CooperationEvent) -> Action? {
        event.action == .updated ? nil : event.action
    }
}
