/// So many records a second at most, in steps short enough for a transaction.
struct ReplayPace {
    /// How many records a step has at most.
    let stepRecords: Int
    private let perSecond: Int?
    private var next = ContinuousClock.now

    init(perSecond: Int?) {
        precondition(perSecond.map { $0 > 0 } ?? true, "a pace of no records")
        self.perSecond = perSecond
        stepRecords = min(500, perSecond ?? 500)
    }

    /// Returns when the next `count` records may go; a task that is cancelled waits no longer.
    mutating func wait(for count: Int) async {
        guard let perSecond else { return }
        try? await Task.sleep(until: next, clock: .continuous)
        next = max(next, .now).advanced(by: .seconds(count) / perSecond)
    }
}
