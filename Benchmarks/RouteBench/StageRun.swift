import KafkaClient
import Logging
import Worker

/// Runs the worker's own route stage, as `vaguemestre run` starts it, until it has dealt with so many records.
struct StageRun {
    let context: StageContext
    let records: Int

    /// - Throws: ``BenchFailure`` when the stage fails or sets a record aside.
    func measure() async throws -> Measurement {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            let service = StageService(stage: .route, context: context)
            tasks.addTask { try await service.run() }
            let measurement = await measureRunning()
            tasks.cancelAll()
            while (try? await tasks.next()) != nil {}
            return try measurement.get()
        }
    }

    private func measureRunning() async -> Result<Measurement, BenchFailure> {
        await context.progress.wait { $0.route.state == .running || $0.hasFailed }
        let clock = ContinuousClock()
        let before = ResourceUsage.now
        let start = clock.now
        await context.progress.wait { [records] in $0.route.recordsRead >= records || $0.hasFailed }
        let took = start.duration(to: clock.now)
        let after = ResourceUsage.now
        let snapshot = context.progress.snapshot
        guard !snapshot.hasFailed, snapshot.route.deadLetters == 0 else {
            return .failure(BenchFailure("the stage failed or refused records: \(snapshot.route)"))
        }
        return .success(
            Measurement(
                records: snapshot.route.recordsRead, notices: snapshot.route.recordsWritten,
                seconds: took / .seconds(1), cpuSeconds: after.cpuSeconds - before.cpuSeconds, peakKiB: after.peakKiB))
    }
}

extension ProgressBoard.Snapshot {
    fileprivate var route: StageProgress { stages[.route] ?? StageProgress() }

    fileprivate var hasFailed: Bool {
        if case .paused = route.state { return true }
        return false
    }
}
