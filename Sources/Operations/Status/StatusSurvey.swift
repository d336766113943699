import Cooperation
import DigestEngine
public import KafkaClient
public import Logging
public import Worker

/// Looks at the log and the groups' offsets, and tells how a worker stands.
public struct StatusSurvey: Sendable {
    private let configuration: WorkerConfiguration
    private let clock: any WorkerClock
    private let kafka: KafkaProperties
    private let logger: Logger

    /// A survey for this configuration.
    public init(
        configuration: WorkerConfiguration, clock: any WorkerClock, kafka: KafkaProperties, logger: Logger
    ) {
        self.configuration = configuration
        self.clock = clock
        self.kafka = kafka
        self.logger = logger
    }

    /// The report.
    public func report() async throws -> StatusReport {
        var lag: [StatusReport.Lag] = []
        for stage in StageName.allCases {
            lag += try await self.lag(of: stage)
        }
        return StatusReport(
            lag: lag, subscriptions: try await waiting(), deadLetters: try await openLetters(),
            protocols: configuration.routing.terms(on: CalendarDate(utc: clock.now())))
    }

    private func openLetters() async throws -> [StatusReport.OpenLetters] {
        let log = DeadLetterLog(configuration: configuration, kafka: kafka, logger: logger)
        let open = try await log.register().letters.filter { $0.state == .open }
        return Dictionary(grouping: open, by: \.letter.code).map { code, letters in
            StatusReport.OpenLetters(
                code: code, open: letters.count, oldest: letters.map(\.filedAt).min()?.description ?? "")
        }.sorted { ($1.open, $0.code) < ($0.open, $1.code) }
    }

    // MARK: Lag

    private func lag(of stage: StageName) async throws -> [StatusReport.Lag] {
        let partitions = try await partitions(of: stage)
        guard !partitions.isEmpty else { return [] }
        let bounds = try await HighWatermarks.query(partitions, kafka: kafka, logger: logger)
        let committed = try await committed(stage.group(configuration.settings), partitions)
        var lags: [StatusReport.Lag] = []
        for partition in partitions {
            guard let bounds = bounds[partition] else { continue }
            let next = max(committed[partition] ?? bounds.low, bounds.low)
            let behind = max(0, bounds.high - next)
            let seconds = behind == 0 ? 0 : try await age(partition, next)
            lags.append(
                StatusReport.Lag(
                    stage: stage.rawValue, topic: partition.topic, partition: partition.partition,
                    committed: committed[partition], end: bounds.high, records: behind, seconds: seconds))
        }
        return lags
    }

    private func partitions(of stage: StageName) async throws -> [TopicPartition] {
        let topics = configuration.settings.topics
        let read: [String] =
            switch stage {
            case .route: topics.sources
            case .digest: [topics.notices]
            case .compose: [topics.digests]
            case .deliver: [topics.emails]
            }
        return try await TopicPresence.partitions(of: read, kafka: kafka, logger: logger)
    }

    /// A consumer that never joins may ask for its group's offsets.
    private func committed(_ group: String, _ partitions: [TopicPartition]) async throws -> [TopicPartition: Int64] {
        let consumer = try KafkaConsumer(properties: kafka, group: ConsumerGroup(id: group), logger: logger)
        do {
            let offsets = try await consumer.committed(partitions, deadline: .seconds(30))
            try await consumer.close(deadline: .seconds(5))
            return offsets
        } catch {
            try? await consumer.close(deadline: .seconds(5))
            throw error
        }
    }

    private func age(_ partition: TopicPartition, _ offset: Int64) async throws -> Int64 {
        var oldest: Int64?
        let range = LogReader.Range(from: offset, to: offset + 1)
        try await LogReader(kafka: kafka, logger: logger).read([partition: range]) { record, _ in
            oldest = oldest ?? record.timestampMilliseconds
        }
        guard let oldest else { return 0 }
        return max(0, (clock.now().milliseconds - oldest) / 1000)
    }

    // MARK: Subscriptions

    /// What the digest stage would know, told by an engine that reads the log but publishes nothing.
    private func waiting() async throws -> [StatusReport.Waiting] {
        let reader = LogReader(kafka: kafka, logger: logger)
        let topics = configuration.settings.topics
        let partitions = try await TopicPresence.partitions(
            of: [topics.notices], kafka: kafka, logger: logger
        ).map(\.partition)
        guard !partitions.isEmpty else { return [] }
        var engine = DigestEngine(
            subscriptions: configuration.subscriptions,
            settings: configuration.engineSettings(announces: false, partitionCount: partitions.count))
        let cuts = try await CutStore(topic: topics.cuts, reader: reader).load(partitions)
        var ranges: [Int32: LogReader.Range] = [:]
        for partition in partitions {
            var from: Int64?
            for case .seek(_, let offset) in engine.handle(
                .assigned(partition: partition, cuts: cuts[partition] ?? []))
            { from = offset }
            ranges[partition] = LogReader.Range(from: from)
        }
        try await NoticeLog(configuration: configuration, reader: reader).read(ranges) { partition, entry in
            _ = engine.handle(entry.input(partition: partition))
        }
        return waiting(engine)
    }

    private func waiting(_ engine: DigestEngine) -> [StatusReport.Waiting] {
        let statuses = Dictionary(engine.statuses.map { ($0.subscription, $0) }) { first, _ in first }
        return configuration.subscriptions.map { subscription in
            let status = statuses[subscription.id]
            return StatusReport.Waiting(
                subscription: subscription.id, audience: subscription.audience,
                partition: status?.partition ?? engine.settings.placement[subscription.audience] ?? 0,
                pending: status?.pending ?? 0, nextBoundary: status?.nextBoundary?.description,
                digests: status?.sequence ?? 0)
        }
    }
}
