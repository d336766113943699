import Metrics

/// The numbers a stage counts for whoever watches it, through the swift-metrics façade.
///
/// Names follow Prometheus: `vaguemestre_…`, base units, `_total` for what only grows.
struct StageMetrics: Sendable {
    private let recordsRead: Counter
    private let recordsWritten: Counter
    private let deadLetters: Counter
    private let steps: Counter
    private let failures: Counter
    private let running: Gauge
    private let partitions: Gauge

    init(stage: StageName) {
        let dimensions = [("stage", stage.rawValue)]
        recordsRead = Counter(label: "vaguemestre_records_read_total", dimensions: dimensions)
        recordsWritten = Counter(label: "vaguemestre_records_written_total", dimensions: dimensions)
        deadLetters = Counter(label: "vaguemestre_dead_letters_total", dimensions: dimensions)
        steps = Counter(label: "vaguemestre_steps_total", dimensions: dimensions)
        failures = Counter(label: "vaguemestre_stage_failures_total", dimensions: dimensions)
        running = Gauge(label: "vaguemestre_stage_running", dimensions: dimensions)
        partitions = Gauge(label: "vaguemestre_stage_partitions", dimensions: dimensions)
    }

    func step(read: Int, written: Int, deadLetters dead: Int) {
        steps.increment()
        recordsRead.increment(by: read)
        recordsWritten.increment(by: written)
        if dead > 0 { deadLetters.increment(by: dead) }
    }

    /// Records that were taken in outside of any step.
    func took(read: Int, deadLetters dead: Int) {
        recordsRead.increment(by: read)
        if dead > 0 { deadLetters.increment(by: dead) }
    }

    func state(_ progress: StageProgress) {
        running.record(progress.state == .running ? 1 : 0)
        partitions.record(progress.partitions.count)
    }

    func failed() { failures.increment() }
}
