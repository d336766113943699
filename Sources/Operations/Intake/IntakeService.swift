import Cooperation
import Foundation
import KafkaClient
import Logging
public import ServiceLifecycle
import Synchronization
public import Worker

/// Takes events over HTTP, for systems without Kafka: judges them as the route stage will, writes them to the topics of
/// their kinds, and says so once the brokers have acknowledged them.
///
/// It serves as long as the process does; its part in the service group is to close the producer after the HTTP server
/// has answered its last request.
public final class IntakeService: Service {
    /// The path it is served under.
    static let path = "/events"

    let settings: IntakeSettings
    let metrics = IntakeMetrics()
    let logger: Logger
    let topics: TopicSettings
    let clock: any WorkerClock
    private let register: SenderRegister
    private let judge: EventJudge
    let ledger: LedgerDesk
    let writer: IntakeWriter
    private let buckets: Mutex<[String: TokenBucket]>
    private let inFlight = Mutex(0)

    /// An intake for this configuration.
    ///
    /// - Parameter environment: where the variables are that sources name.
    /// - Throws: ``StartupRefusal`` when a source's tokens cannot be had, `KafkaError` for a property that librdkafka
    ///   refuses.
    public init(context: StageContext, environment: [String: String]) throws {
        let settings = context.configuration.settings
        let intake = settings.http.intake
        self.settings = intake
        topics = settings.topics
        clock = context.clock
        logger = context.logger
        register = try SenderRegister(intake.sources, environment: environment)
        judge = EventJudge(limits: settings.route.eventLimits)
        ledger = LedgerDesk(windowSeconds: intake.idempotencySeconds, maxSettled: intake.idempotencyMaxEvents)
        let now = context.clock.now()
        buckets = Mutex(
            Dictionary(
                intake.sources.map {
                    ($0.id, TokenBucket(ratePerSecond: $0.ratePerSecond, burst: $0.burst, at: now))
                }
            ) { first, _ in first })
        writer = try IntakeWriter(
            kafka: context.kafka, deadlineSeconds: intake.acknowledgeSeconds, logger: context.logger)
    }

    /// Waits until the process is asked to end, then closes the producer.
    public func run() async throws {
        let sources = settings.sources.map(\.id).joined(separator: ", ")
        logger.info("taking events in over HTTP", metadata: ["path": "\(Self.path)", "sources": "\(sources)"])
        try? await gracefulShutdown()
        await writer.close()
    }
}

extension IntakeService {
    /// Whether a request is worth its body, for senders that ask before they send it (`Expect: 100-continue`).
    func invites(_ headers: [IntakeHeader]) -> Bool {
        let announced = headers.values("content-length").first.flatMap { Int($0) } ?? 0
        guard announced <= settings.maxBodyBytes, case .success = admit(headers) else { return false }
        return true
    }

    /// What the head of a request alone decides: who sends, in which mode.
    func admit(_ headers: [IntakeHeader]) -> Result<(sender: IntakeSource, mode: ContentMode), Problem> {
        register.sender(headers).flatMap { sender in
            ContentMode.of(headers).map { (sender, $0) }
        }
    }

    /// Runs `body` in one of the places there are for requests at once, or says that there is none.
    func inPlace(_ body: () async -> Result<Receipt, Problem>) async -> Result<Receipt, Problem> {
        let hasPlace = inFlight.withLock { count in
            guard count < settings.maxInFlight else { return false }
            count += 1
            return true
        }
        guard hasPlace else {
            return .failure(
                Problem(.busy, "\(settings.maxInFlight) requests are being served already", retryAfterSeconds: 1))
        }
        defer { inFlight.withLock { $0 -= 1 } }
        return await body()
    }

    /// Takes the events of a request whose head was admitted. A batch is taken whole or refused whole.
    func take(
        _ body: [UInt8], _ headers: [IntakeHeader], mode: ContentMode, from sender: IntakeSource
    ) async -> Result<Receipt, Problem> {
        switch EventDraft.of(body, headers, mode: mode, maxEvents: settings.maxBatchEvents) {
        case .failure(let problem): return .failure(problem)
        case .success(let drafts):
            if let problem = charge(sender, drafts.count) { return .failure(problem) }
            switch await judge.judge(drafts) {
            case .failure(let problem): return .failure(problem)
            case .success(let events):
                if let problem = Self.trespass(events, sender) { return .failure(problem) }
                return await store(events, from: sender)
            }
        }
    }

    /// Faulty events count as well: judging them is work too.
    private func charge(_ sender: IntakeSource, _ events: Int) -> Problem? {
        let now = clock.now()
        guard let wait = buckets.withLock({ $0[sender.id]?.take(events, at: now) }) else { return nil }
        return Problem(
            .rateLimited,
            "expected from \(sender.id) at most \(sender.ratePerSecond) events a second, "
                + "or \(sender.burst) at once after a rest",
            retryAfterSeconds: wait)
    }

    private static func trespass(_ events: [CheckedDraft], _ sender: IntakeSource) -> Problem? {
        let faults = events.filter { !sender.covers($0.source) }.map { event in
            let rule = sender.source.hasSuffix("/") ? "a source that begins with" : "the source"
            return IntakeFault(
                .sourceNotAllowed, pointer: event.pointer(to: "source"),
                "found \"\(event.source.prefix(200))\", expected \(rule) \"\(sender.source)\": "
                    + "the token of \(sender.id) is for that alone",
                element: event.draft.element)
        }
        return faults.isEmpty ? nil : Problem(faults: faults, of: events.count)
    }
}
