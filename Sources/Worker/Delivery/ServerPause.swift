import Cooperation

/// Whether the server is given a rest, after failures that were its own and no mail's.
///
/// A mail's attempts are not spent on a server that is not there: everything waits, then one mail goes ahead, and only
/// when that one got through the others follow.
struct ServerPause: Hashable, Sendable {
    /// The rests between attempts to reach it.
    static let schedule = RetrySchedule(firstSeconds: 2, maxSeconds: 300)
    /// How long it rests after a flood of refusals.
    static let floodSeconds: Int64 = 60

    /// Spreads the attempts of workers that lost the same server at the same time.
    let seed: String
    private(set) var failuresInARow = 0
    /// No mail goes before this.
    private(set) var until: Instant?
    /// Why.
    private(set) var reason: String?

    init(seed: String) { self.seed = seed }

    /// Whether something is wrong.
    var isOn: Bool { reason != nil }

    mutating func begin(_ reason: String, at now: Instant) {
        self.reason = reason
        // Mails that were under way together fail together: that is one failure of the server.
        if let until, now < until { return }
        failuresInARow += 1
        until = now.adding(milliseconds: Self.schedule.delayMilliseconds(after: failuresInARow, of: seed))
    }

    mutating func beginFlood(_ reason: String, at now: Instant) {
        begin(reason, at: now)
        until = now.adding(seconds: Self.floodSeconds)
    }

    mutating func end() {
        (failuresInARow, until, reason) = (0, nil, nil)
    }
}
