/// A moment by which a blocking call has to be over, in the form librdkafka wants: milliseconds left.
struct Deadline: Sendable {
    private let instant: ContinuousClock.Instant
    let duration: Duration

    init(after duration: Duration) {
        self.duration = duration
        instant = ContinuousClock.now.advanced(by: duration)
    }

    var hasPassed: Bool { millisecondsLeft == 0 }

    /// What is left, rounded up; 0 once it has passed.
    var millisecondsLeft: Int32 {
        let left = ContinuousClock.now.duration(to: instant)
        return left > .zero ? Int32(clamping: left.milliseconds + 1) : 0
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
