import Cooperation
import Foundation

/// Which answers are awaited in the days after a window, soonest first.
///
/// Everything told is asked for its deadline, so the work grows with the look-back: each course is looked at once, and
/// only what has a deadline in the days that count is folded slice by slice. An immediate digest tells its news and
/// nothing else; it looks at its own lines alone.
struct DeadlineBoard {
    /// At most so many are named; the rest is counted.
    static let limit = 20

    private let window: DigestWindow
    private let policies: DigestPolicies
    private let clock: LocalClock
    private let looksBack: Bool
    /// The local days, since 1970-01-01, that the window ends on and that the last deadline may lie on.
    private let days: ClosedRange<Int>

    init(_ window: DigestWindow, subscription: Subscription) {
        self.window = window
        policies = subscription.policies
        looksBack = !subscription.cadence.isImmediate
        clock = LocalClock(zone: TimeZone(identifier: subscription.timeZone) ?? .gmt)
        let today = clock.day(at: window.to).count
        days = today...(today + max(policies.deadlineDays, 0))
    }

    /// The deadlines named, and how many more there are.
    func collect(_ drafts: [LineDraft], _ tally: SliceTally, _ ledger: ToldLedger) -> (named: [Deadline], omitted: Int)
    {
        if policies.deadlineDays == 0 { return ([], 0) }
        var deadlines: [Deadline] = []
        var settled = Set(tally.retractions.keys)
        for draft in drafts {
            settled.insert(SubjectKey(draft.notice.event))
            if draft.isOpen { deadlines += deadline(draft.notice, nil) }
        }
        if looksBack {
            for key in ledger.subjects(where: { isComing($0.last.event.respondBy) }).subtracting(settled) {
                let past = ledger.past(of: key)
                guard let told = past.told, told.isOpen else { continue }
                deadlines += deadline(told.last.notice, past.reference)
            }
        }
        return bound(deadlines)
    }

    private func deadline(_ notice: Notice, _ previously: DigestReference?) -> [Deadline] {
        let event = notice.event
        guard let by = event.respondBy, isComing(by) else { return [] }
        return [
            Deadline(
                source: event.source, subject: event.subject, title: event.title, respondBy: by,
                previously: previously)
        ]
    }

    /// The soonest, as many as may be named; together they take at most a quarter of the digest's bytes.
    private func bound(_ deadlines: [Deadline]) -> (named: [Deadline], omitted: Int) {
        let soonest = deadlines.map { (order: order($0), deadline: $0) }.sorted { $0.order < $1.order }
            .prefix(Self.limit).map { $0.deadline }
        let named = soonest.prefix(fitting(soonest, into: policies.maxBytes / 4))
        return (Array(named), deadlines.count - named.count)
    }

    private func fitting(_ deadlines: [Deadline], into limit: Int) -> Int {
        if SizeBound.bytes(of: deadlines) <= limit { return deadlines.count }
        var bytesLeft = limit
        return deadlines.prefix { deadline in
            bytesLeft -= CanonicalJSON.bytes(of: deadline).count + 1
            return bytesLeft >= 0
        }.count
    }

    /// Whether a deadline lies after the window's end, and no later than the last day that counts.
    private func isComing(_ moment: Moment?) -> Bool {
        switch moment {
        case .day(let date)?: days.contains(date.daysSinceEpoch)
        case .instant(let instant)?: instant > window.to && days.contains(clock.day(at: instant).count)
        case nil: false
        }
    }

    /// By day; a whole day ends after every hour of it.
    private func order(_ deadline: Deadline) -> DeadlineOrder {
        switch deadline.respondBy {
        case .day(let date):
            DeadlineOrder(day: date.daysSinceEpoch, milliseconds: .max, deadline)
        case .instant(let instant):
            DeadlineOrder(day: clock.day(at: instant).count, milliseconds: instant.milliseconds, deadline)
        }
    }
}

/// Where a deadline stands among others.
private struct DeadlineOrder: Comparable {
    private let day: Int
    private let milliseconds: Int64
    private let subject: String
    private let source: String

    init(day: Int, milliseconds: Int64, _ deadline: Deadline) {
        self.day = day
        self.milliseconds = milliseconds
        subject = deadline.subject
        source = deadline.source
    }

    static func < (lhs: DeadlineOrder, rhs: DeadlineOrder) -> Bool {
        let left = (lhs.day, lhs.milliseconds, lhs.subject, lhs.source)
        let right = (rhs.day, rhs.milliseconds, rhs.subject, rhs.source)
        return left < right
    }
}

extension Told {
    /// Whether it may still take place.
    var isOpen: Bool { standing != .cancelled && standing != .completed }
}
