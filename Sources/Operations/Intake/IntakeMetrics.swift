import Metrics

/// What the intake counts.
struct IntakeMetrics: Sendable {
    /// One request was answered, after so long; `problem` says why it was refused.
    func answered(_ problem: ProblemCode?, after duration: Duration) {
        let outcome = problem?.rawValue ?? "accepted"
        Counter(label: "vaguemestre_intake_requests_total", dimensions: [("outcome", outcome)]).increment()
        let (seconds, attoseconds) = duration.components
        Timer(label: "vaguemestre_intake_request_seconds").recordNanoseconds(
            seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }

    /// Events of one source were accepted: so many written now, so many known already.
    func accepted(_ source: String, written: Int, known: Int) {
        for (outcome, count) in [("written", written), ("known", known)] where count > 0 {
            Counter(
                label: "vaguemestre_intake_events_total", dimensions: [("source", source), ("outcome", outcome)]
            ).increment(by: count)
        }
    }
}
