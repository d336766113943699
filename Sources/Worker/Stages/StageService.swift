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

    private func runOnce(until stop: StopSignal) async throws {
        switch stage {
        case .route: try await RouteStage(context: context).run(until: stop)
        case .digest: try await DigestStage.run(context: context, until: stop)
        case .compose: try await ComposeStage(context: context).run(until: stop)
        case .deliver: try await DeliverStage(context: context).run(until: stop)
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
