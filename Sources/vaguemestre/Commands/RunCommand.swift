import ArgumentParser
import Foundation
import KafkaClient
import Logging
import Metrics
import Operations
import ServiceLifecycle
import UnixSignals
import Worker

/// `vaguemestre run`
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs the stages until it is ended.",
        discussion: """
            All four stages by default; --stages route,digest runs some of them here and leaves the others to other \
            processes. Serves /health/live, /health/ready and /metrics on http.host:http.port. SIGTERM and Ctrl-C end \
            it in order: what was begun is finished and committed.
            """)

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var logging: LoggingOptions

    @Option(help: "The stages to run, with commas between: route, digest, compose, deliver.")
    var stages: String?

    func run() async throws {
        try await Console.run {
            let configuration = try options.load(adding: stages.map { ["stages": $0] } ?? [:])
            let logger = try logging.logger(.info)
            configuration.warnOfFailingExamples(logger)
            let registry = PrometheusRegistry()
            MetricsSystem.bootstrap(registry)
            let context = try await Startup(configuration: configuration, logger: logger).context(
                clock: SystemClock())
            try await services(context, registry).run()
        }
    }

    private func services(_ context: StageContext, _ registry: PrometheusRegistry) -> ServiceGroup {
        let settings = context.configuration.settings
        var services: [any Service] = [
            OperationsServer(
                settings: settings.http, stages: settings.stages, progress: context.progress, registry: registry,
                logger: context.logger),
            LagMonitor(context: context),
            ProtocolWatch(clock: context.clock, logger: context.logger) { [routing = context.configuration.routing] in
                routing
            },
        ]
        services += settings.stages.map { StageService(stage: $0, context: context) }
        return ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
                logger: context.logger))
    }
}
