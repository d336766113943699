import KafkaClient
import Logging
public import ServiceLifecycle

/// Runs one stage for as long as the process lives: a stage that fails is taken down, built anew after a pause that
/// grows, and goes on where the log says.
public struct StageService: Service {
    private let stage: StageName
    private let context: StageContext
    private let longestPause = Duration.seconds(30)

    /// The service of one stage.
    public init(stage: StageName, context: StageContext) {
        self.stage = stage
        var context = context
        context.logger[metadataKey: "stage"] = "\(stage.rawValue)"
        self.context = context
    }

    /// Runs until the process is asked to end.
    public func run() async throws {
        let stop = StopSignal()
        await withTaskCancellationOrGracefulShutdownHandler {
            await runUntilStopped(stop)
        } onCancelOrGracefulShutdown: {
            stop.set()
        }
    }

    private func runUntilStopped(_ stop: StopSignal) async {
        var failures = 0
        while !stop.isSet {
            let start = ContinuousClock.now
            context.progress.update(stage) { $0.state = .starting }
            do {
                try await runOnce(until: stop)
            } catch {
                failures = start.duration(to: .now) > .seconds(60) ? 1 : failures + 1
                await pause(after: error, failures: failures, stop)
            }
        }
        context.progress.update(stage) { $0.state = .stopped }
    }

    /// Runs until the process is to end, or until the configuration was replaced by one that needs another stage.
    private func runOnce(until stop: StopSignal) async throws {
        let edition = context.live.newest
        let end = StopSignal()
        try await stop.whileRunning(wake: { end.set() }) {
            try await context.live.whileWatching(from: edition, { leave($0, from: edition, end) }) {
                try await run(context.renewed(by: edition), until: end)
            }
        }
    }

    private func leave(
        _ newer: LiveConfiguration.Edition, from edition: LiveConfiguration.Edition, _ end: StopSignal
    ) {
        guard stage.isBuiltAnew(for: newer.configuration, after: edition.configuration) else { return }
        context.logger.notice("the stage is built anew, with the new configuration")
        end.set()
    }

    private func run(_ context: StageContext, until end: StopSignal) async throws {
        switch stage {
        case .route: try await RouteStage(context: context).run(until: end)
        case .digest: try await DigestStage.run(context: context, until: end)
        case .compose: try await ComposeStage(context: context).run(until: end)
        case .deliver: try await DeliverStage(context: context).run(until: end)
        }
    }

    private func pause(after error: any Error, failures: Int, _ stop: StopSignal) async {
        guard !stop.isSet else {
            context.logger.warning("the stage failed while it ended", metadata: ["error": "\(error)"])
            return
        }
        let pause = min(longestPause, .seconds(1) * (1 << min(failures - 1, 5)))
        context.logger.error(
            "the stage failed and is built anew", metadata: ["error": "\(error)", "pause": "\(pause)"])
        let metrics = StageMetrics(stage: stage)
        metrics.failed()
        context.progress.update(stage) { progress in
            progress.state = .paused(reason: "\(error)")
            progress.partitions = []
            metrics.state(progress)
        }
        await stop.wait(atMost: pause)
    }
}

extension StageName {
    /// Whether another configuration needs another stage. Routing changes its table between two batches, and delivering
    /// knows nothing of who is told of what.
    fileprivate func isBuiltAnew(for new: WorkerConfiguration, after old: WorkerConfiguration) -> Bool {
        switch self {
        case .route, .deliver: false
        case .digest, .compose: !old.tells(asDoes: new)
        }
    }
}
