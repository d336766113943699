import Metrics

/// What the deliver stage counts beside what every stage does.
struct DeliveryMetrics: Sendable {
    private let accepted = counter("accepted")
    private let temporary = counter("temporary")
    private let inDoubt = counter("in-doubt")
    private let unreachable = counter("unreachable")
    private let permanent = counter("permanent")
    private let undeliverable = counter("undeliverable")
    private let waiting = Gauge(label: "vaguemestre_mails_waiting")

    private static func counter(_ outcome: String) -> Counter {
        Counter(label: "vaguemestre_mails_total", dimensions: [("outcome", outcome)])
    }

    func count(_ verdict: Outbox.Verdict) {
        switch verdict {
        case .delivered: accepted.increment()
        case .deferred: temporary.increment()
        case .inDoubt: inDoubt.increment()
        case .held: unreachable.increment()
        case .dead(_, .refused): permanent.increment()
        case .dead(_, .undeliverable): undeliverable.increment()
        }
    }

    func wait(_ count: Int) { waiting.record(count) }
}
