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
            processes. Serves /health/live, /health/ready and /metrics on http.host:http.port, and takes events there \
            at POST /events where http.intake.enabled says so, and recipients' choices at /preferences/ where \
            preferences.enabled does. SIGTERM and Ctrl-C end it in order: what was begun is \
            finished and committed. SIGHUP has the configuration read again: who is told of what changes at once, or \
            not at all where the file is wrong.
            """)

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var logging: LoggingOptions

    @Option(help: "The stages to run, with commas between: route, digest, compose, deliver.")
    var stages: String?

    func run() async throws {
        try await Console.run {
            let load = { @Sendable [options, stages] in try options.load(adding: stages.map { ["stages": $0] } ?? [:]) }
            let configuration = try load()
            let logger = try logging.logger(.info)
            configuration.warnOfFailingExamples(logger)
            try checkDelivery(configuration.settings)
            let registry = PrometheusRegistry()
            MetricsSystem.bootstrap(registry)
            let context = try await Startup(configuration: configuration, logger: logger).context(
                clock: SystemClock())
            let reload = ConfigurationReload(
                of: context.live, startedWith: configuration.settings, logger: logger, load: load)
            try await services(
                context, registry, reload, try makeIntake(context), try PreferenceService(context: context)
            ).run()
        }
    }

    /// A password that is not there is told now, rather than by a stage that fails again and again.
    private func checkDelivery(_ settings: Settings) throws {
        guard settings.stages.contains(.deliver), settings.deliver.mode == .smtp else { return }
        _ = try settings.deliver.smtp.client(environment: ProcessInfo.processInfo.environment)
    }

    private func makeIntake(_ context: StageContext) throws -> IntakeService? {
        guard context.configuration.settings.http.intake.isEnabled else { return nil }
        return try IntakeService(context: context, environment: ProcessInfo.processInfo.environment)
    }

    /// They end in the reverse order: first the stages, then the server, then what it serves.
    private func services(
        _ context: StageContext, _ registry: PrometheusRegistry, _ reload: ConfigurationReload,
        _ intake: IntakeService?, _ preferences: PreferenceService?
    ) -> ServiceGroup {
        let settings = context.configuration.settings
        var services: [any Service] = intake.map { [$0] } ?? []
        services += preferences.map { [$0] } ?? []
        services += [
            OperationsServer(
                settings: settings.http, stages: settings.stages, progress: context.progress, registry: registry,
                intake: intake, preferences: preferences, logger: context.logger),
            LagMonitor(context: context),
            ReloadOnHangup(reload: reload),
            ProtocolWatch(clock: context.clock, logger: context.logger) { [live = context.live] in
                live.newest.configuration.routing
            },
        ]
        services += settings.stages.map { StageService(stage: $0, context: context) }
        return ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
                logger: context.logger))
    }
}
