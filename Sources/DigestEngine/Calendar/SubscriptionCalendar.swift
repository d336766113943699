public import Cooperation

/// When the digests of a subscription go out, by its cadence, quiet hours and holidays: what the engine asks, for
/// those who want to look ahead. To make one takes as long as many questions to it, so keep it.
public struct SubscriptionCalendar: Sendable {
    private enum Kind {
        case regular(WindowCalendar)
        case immediate(ImmediateCalendar)
    }

    private let kind: Kind

    /// The calendar of a subscription; nil where it cannot run (``Subscription/problems()`` says why).
    public init?(_ subscription: Subscription) {
        if let calendar = WindowCalendar(subscription) {
            kind = .regular(calendar)
        } else if let calendar = ImmediateCalendar(subscription) {
            kind = .immediate(calendar)
        } else {
            return nil
        }
    }

    /// The window that contains `instant`, `from <= instant < to`; for an immediate cadence the one that a notice of
    /// that instant opens.
    public func window(containing instant: Instant) -> (from: Instant, to: Instant) {
        switch kind {
        case .regular(let calendar): calendar.window(containing: instant)
        case .immediate(let calendar): (instant, calendar.end(from: instant))
        }
    }

    /// What was moved to the end of a window: boundaries that were wanted earlier, each with the reasons. `window` is
    /// one that ``window(containing:)`` gave.
    public func moves(to window: (from: Instant, to: Instant)) -> [BoundaryMove] {
        switch kind {
        case .regular(let calendar): calendar.moves(within: window)
        case .immediate(let calendar): calendar.moves(from: window.from)
        }
    }
}
