public import Cooperation
import Synchronization

/// A clock that stands still until it is moved: weeks pass in seconds, and always in the same steps.
public final class SteppedClock: WorkerClock {
    private struct State {
        var now: Instant
        var handlers: [@Sendable () -> Void] = []
    }

    private let state: Mutex<State>

    /// A clock that shows `start`.
    public init(start: Instant) {
        state = Mutex(State(now: start))
    }

    /// What it was last moved to.
    public func now() -> Instant {
        state.withLock { $0.now }
    }

    /// 0 when it shows `instant` or later; nil otherwise.
    public func milliseconds(until instant: Instant) -> Int64? {
        now() >= instant ? 0 : nil
    }

    /// Calls `handler` after each move.
    public func onMove(_ handler: @escaping @Sendable () -> Void) {
        state.withLock { $0.handlers.append(handler) }
    }

    /// Moves the clock and tells whoever listens. Moving back is allowed: real clocks do it too.
    public func move(to instant: Instant) {
        let handlers = state.withLock { state in
            state.now = instant
            return state.handlers
        }
        for handler in handlers { handler() }
    }
}
