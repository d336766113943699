import KafkaClient

/// Events → one notice for each audience concerned.
struct RouteStage {
    let context: StageContext

    func run(until stop: StopSignal) async throws {
        let runtime = StageRuntime(
            stage: .route, context: context, topics: context.topics.sources,
            guarantee: context.configuration.settings.guarantee)
        try await runtime.run(RouteTransform(context: context), until: stop)
    }
}
