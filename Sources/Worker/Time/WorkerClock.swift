public import Cooperation

/// The wall clock as the stages see it: the real one in `run`, one that is moved by hand in rehearsals and tests.
public protocol WorkerClock: Sendable {
    /// What it shows.
    func now() -> Instant
    /// In how many real milliseconds it will show `instant`, 0 when it already does; nil when it moves only by hand.
    func milliseconds(until instant: Instant) -> Int64?
    /// Calls `handler` each time the clock is moved by hand.
    func onMove(_ handler: @escaping @Sendable () -> Void)
}
