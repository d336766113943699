import Cooperation
import KafkaClient
import Logging
import Metrics
public import ServiceLifecycle
public import Worker

/// Measures every few seconds how far the stages of this process lie behind, for the metrics.
public struct LagMonitor: Service {
    private let progress: ProgressBoard
    private let clock: any WorkerClock
    private let kafka: KafkaProperties
    private let interval: Duration
    private let logger: Logger

    /// A monitor of what the board shows, against the broker's end offsets.
    public init(context: StageContext, interval: Duration = .seconds(5)) {
        progress = context.progress
        clock = context.clock
        kafka = context.kafka
        self.interval = interval
        logger = context.logger
    }

    /// Measures until the process is asked to end.
    public func run() async throws {
        let watermarks = try HighWatermarks(kafka: kafka, logger: logger)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await measure(watermarks)
                try? await Task.sleep(for: interval)
            }
        }
        await watermarks.close()
    }

    private func measure(_ watermarks: HighWatermarks) async {
        let snapshot = progress.snapshot
        for (stage, progress) in snapshot.stages where !Task.isCancelled {
            do {
                try await measure(stage, progress, watermarks)
            } catch {
                logger.debug("lag not measured", metadata: ["stage": "\(stage.rawValue)", "error": "\(error)"])
            }
        }
        report(snapshot.digest)
    }

    private func measure(
        _ stage: StageName, _ progress: StageProgress, _ watermarks: HighWatermarks
    ) async throws {
        guard !progress.partitions.isEmpty else { return }
        let bounds = try await watermarks.query(Array(progress.partitions), deadline: interval)
        for (partition, bounds) in bounds {
            let behind = max(0, bounds.high - (progress.passed[partition] ?? bounds.low))
            let dimensions = [
                ("stage", stage.rawValue), ("topic", partition.topic), ("partition", String(partition.partition)),
            ]
            Gauge(label: "vaguemestre_lag_records", dimensions: dimensions).record(behind)
            Gauge(label: "vaguemestre_lag_seconds", dimensions: dimensions)
                .record(behind == 0 ? 0 : age(progress.lastTimestamp[partition]))
        }
    }

    private func age(_ last: Instant?) -> Double {
        guard let last else { return 0 }
        return Double(clock.now().milliseconds - last.milliseconds) / 1000
    }

    private func report(_ digest: DigestProgress) {
        for (subscription, count) in digest.pending {
            Gauge(label: "vaguemestre_pending_notices", dimensions: [("subscription", subscription)]).record(count)
        }
        if let wake = digest.nextWake {
            Gauge(label: "vaguemestre_next_digest_timestamp_seconds").record(Double(wake.milliseconds) / 1000)
        }
    }
}
