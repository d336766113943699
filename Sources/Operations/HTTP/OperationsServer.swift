import Foundation
import Hummingbird
public import Logging
public import ServiceLifecycle
public import Worker

/// Serves `/health/live`, `/health/ready`, `/metrics` and, where they are on, `/events` and `/preferences/`; on loopback
/// unless told otherwise.
public struct OperationsServer: Service {
    private let settings: HTTPSettings
    private let stages: [StageName]
    private let progress: ProgressBoard
    private let registry: PrometheusRegistry
    private let intake: IntakeService?
    private let preferences: PreferenceService?
    private let onListening: @Sendable (Int) -> Void
    private let logger: Logger

    /// A server over the progress board, the metrics, the intake and the preferences of this process.
    ///
    /// - Parameter onListening: is told the port, once the server listens on it.
    public init(
        settings: HTTPSettings, stages: [StageName], progress: ProgressBoard, registry: PrometheusRegistry,
        intake: IntakeService? = nil, preferences: PreferenceService? = nil, logger: Logger,
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.settings = settings
        self.stages = stages
        self.progress = progress
        self.registry = registry
        self.intake = intake
        self.preferences = preferences
        self.onListening = onListening
        self.logger = logger
    }

    /// Serves until the process is asked to end.
    public func run() async throws {
        let application = Application(
            router: router(),
            server: .inviting { [intake, preferences] request in
                guard request.method == .post else { return false }
                if request.uri.path == IntakeService.path {
                    return intake?.invites(IntakeHeader.all(of: request)) ?? false
                }
                return preferences != nil && PreferenceEndpoint<BasicRequestContext>.isMeant(request)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), serverName: "vaguemestre"),
            // With port 0 only the running server knows where it listens.
            onServerRunning: { [logger, onListening] channel in
                logger.info(
                    "serving health and metrics", metadata: ["address": "\(channel.localAddress?.description ?? "?")"])
                onListening(channel.localAddress?.port ?? 0)
            },
            logger: logger)
        try await application.run()
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        if let intake { router.add(middleware: IntakeEndpoint(intake)) }
        if let preferences { router.add(middleware: PreferenceEndpoint(preferences)) }
        router.get("/health/live") { _, _ in
            Self.response(.ok, "application/json", Array(#"{"status":"live"}"#.utf8))
        }
        router.get("/health/ready") { [progress, stages] _, _ in
            let report = HealthReport(progress.snapshot, expected: stages)
            return Self.response(
                report.isReady ? .ok : .serviceUnavailable, "application/json", try Self.json(report))
        }
        router.get("/metrics") { [registry] _, _ in
            Self.response(.ok, PrometheusText.contentType, Array(registry.render().utf8))
        }
        return router
    }

    private static func json(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    private static func response(_ status: HTTPResponse.Status, _ contentType: String, _ body: [UInt8]) -> Response {
        Response(
            status: status, headers: [.contentType: contentType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
