public import Cooperation
import Foundation

/// The machine's wall clock.
public struct SystemClock: WorkerClock {
    /// The machine's wall clock.
    public init() {}

    /// The time now, to the millisecond.
    public func now() -> Instant {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    /// The difference to now, never negative.
    public func milliseconds(until instant: Instant) -> Int64? {
        max(0, instant.milliseconds - now().milliseconds)
    }

    /// Nobody moves this clock by hand.
    public func onMove(_ handler: @escaping @Sendable () -> Void) {}
}
