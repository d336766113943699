import Cooperation

/// How a slice left a subject: all that the digests after it need to know.
///
/// Notices may be added in any order: each counts at its offset.
struct SubjectCourse: Sendable {
    /// Its last notice.
    private(set) var last: RetainedNotice
    /// Whether it was proposed.
    private(set) var wasProposed: Bool
    /// The last step of its life cycle that was no mere update.
    private var step: Step?

    private struct Step {
        let offset: Int64
        let action: Action
    }

    init(_ notice: RetainedNotice) {
        last = notice
        let action = notice.event.action
        wasProposed = action == .proposed
        step = action == .updated ? nil : Step(offset: notice.offset, action: action)
    }

    /// Adds what the same slice says of it elsewhere.
    mutating func merge(_ other: SubjectCourse) {
        if other.last.offset > last.offset { last = other.last }
        wasProposed = wasProposed || other.wasProposed
        if let theirs = other.step, theirs.offset > step?.offset ?? -1 { step = theirs }
    }

    /// Where it stands, having stood at `earlier` before: an update changes nothing of that.
    func standing(after earlier: Action?) -> Action? { step?.action ?? earlier }
}
