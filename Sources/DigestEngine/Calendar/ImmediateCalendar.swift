import Cooperation
import Foundation

/// The windows of an immediate cadence: each begins with what opens it and lasts the gap, or to the end of the quiet
/// hours that the gap ends in. It knows no holidays: what cannot wait does not wait for Monday.
struct ImmediateCalendar: Sendable {
    /// The length of a window outside quiet hours; 0 for one of a millisecond.
    let gapSeconds: Int64
    private let quiet: QuietClock

    /// The calendar of a subscription; nil where it is not immediate or has problems.
    init?(_ subscription: Subscription) {
        guard case .immediate(let gapSeconds) = subscription.cadence,
            let zone = TimeZone(identifier: subscription.timeZone),
            subscription.quietHours.leaveTime(onWeekdays: 1...7)
        else { return nil }
        self.gapSeconds = gapSeconds
        quiet = QuietClock(clock: LocalClock(zone: zone), hours: subscription.quietHours)
    }

    /// The end of the window that begins at an instant.
    func end(from start: Instant) -> Instant {
        let end = Cadence.immediateEnd(from: start, gapSeconds: gapSeconds)
        return quiet.end(around: end)?.instant ?? end
    }

    /// Where the window that begins at an instant would end but for quiet hours; nothing where they have no say.
    func moves(from start: Instant) -> [BoundaryMove] {
        let end = Cadence.immediateEnd(from: start, gapSeconds: gapSeconds)
        guard let quiet = quiet.end(around: end) else { return [] }
        return [BoundaryMove(wanted: end, causes: [.quietHours(quiet.hours)])]
    }
}
