import Cooperation

/// How many events may still come: a bucket that fills steadily up to its brim, and from which each event takes one.
///
/// A request of more events than the brim holds is let through when the bucket is full, and leaves a debt that later
/// ones wait out: so the rate holds in the long run, and no batch is refused for ever.
struct TokenBucket: Sendable {
    let ratePerSecond: Double
    let burst: Double
    private var tokens: Double
    private var filledAt: Instant

    /// A full bucket. Precondition: rate and burst are more than 0.
    init(ratePerSecond: Int, burst: Int, at now: Instant) {
        precondition(ratePerSecond > 0 && burst > 0, "a bucket that never fills")
        self.ratePerSecond = Double(ratePerSecond)
        self.burst = Double(burst)
        tokens = Double(burst)
        filledAt = now
    }

    /// Takes so many, or says in how many whole seconds, at least 1, there will be enough. A clock that goes back
    /// fills nothing.
    mutating func take(_ count: Int, at now: Instant) -> Int? {
        let elapsed = Double(max(0, now.milliseconds - filledAt.milliseconds)) / 1000
        tokens = min(burst, tokens + elapsed * ratePerSecond)
        filledAt = now
        let needed = min(Double(count), burst)
        guard tokens < needed else {
            tokens -= Double(count)
            return nil
        }
        return max(1, Int(((needed - tokens) / ratePerSecond).rounded(.up)))
    }
}
