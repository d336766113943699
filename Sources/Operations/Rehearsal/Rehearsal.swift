public import Cooperation
import KafkaClient
import Logging
import ServiceLifecycle
public import Worker

/// Plays a sample through all stages on a clock that is moved by hand: weeks in seconds, and each window closes at its
/// own time, as it would have.
///
/// The stages are the ones that `run` starts, on whatever broker they are given; only the clock differs. After each
/// move the rehearsal waits until the stages have dealt with everything up to that time, so the result does not depend
/// on how fast the machine is.
public struct Rehearsal: Sendable {
    private let context: StageContext
    private let clock: SteppedClock
    private let records: [SampleRecord]
    private let onStep: @Sendable (RehearsalStep) -> Void
    private let patience = Duration.seconds(120)

    /// A rehearsal of `records` with the stages' `context`, whose clock must be `clock`.
    public init(
        context: StageContext, clock: SteppedClock, records: [SampleRecord],
        onStep: @escaping @Sendable (RehearsalStep) -> Void
    ) {
        self.context = context
        self.clock = clock
        self.records = records.sorted { $0.publishedAt < $1.publishedAt }
        self.onStep = onStep
    }

    /// Plays the sample to the end of every window it touches.
    ///
    /// - Throws: ``RehearsalStalled`` when a stage fails or does not get on.
    public func run() async throws {
        let services = StageName.allCases.map { stage in
            ServiceGroupConfiguration.ServiceConfiguration(service: StageService(stage: stage, context: context))
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: services, logger: context.logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            do {
                try await play()
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private func play() async throws {
        onStep(.starting)
        try await reach("all stages at work") { snapshot in
            StageName.allCases.allSatisfy { snapshot.stages[$0]?.state == .running }
        }
        let feed = try KafkaProducer(properties: context.kafka, transactionalID: nil, logger: context.logger)
        for (publishedAt, batch) in batches() {
            try await passBoundaries(until: publishedAt)
            try await move(to: publishedAt)
            try await publish(batch, with: feed)
        }
        try await feed.close(deadline: .seconds(10))
        try await passLastBoundaries()
        try await drain(.compose, topic: context.configuration.settings.topics.digests)
        try await drain(.deliver, topic: context.configuration.settings.topics.emails)
    }

    /// Records that are published at the same time are published together.
    private func batches() -> [(Instant, [SampleRecord])] {
        Dictionary(grouping: records, by: \.publishedAt).sorted { $0.key < $1.key }
    }

    /// A month after the last record every cadence has had its turn.
    private var lastBoundary: Instant {
        (records.last?.publishedAt ?? clock.now()).adding(seconds: 32 * 86_400)
    }

    /// Moves the clock to each time at which a window can close, up to `end`.
    private func passBoundaries(until end: Instant) async throws {
        while let wake = context.progress.snapshot.digest.nextWake, wake < end {
            try await move(to: max(wake, clock.now()))
        }
    }

    /// Moves on until nothing waits for a digest any more.
    private func passLastBoundaries() async throws {
        while context.progress.snapshot.digest.pending.values.contains(where: { $0 > 0 }),
            let wake = context.progress.snapshot.digest.nextWake, wake < lastBoundary
        {
            try await move(to: max(wake, clock.now()))
        }
    }

    private func move(to instant: Instant) async throws {
        clock.move(to: instant)
        onStep(.clock(instant))
        try await reach("the digest stage at \(instant)") { snapshot in
            snapshot.digest.settledAt.map { $0 >= instant } ?? false
        }
    }

    private func publish(_ batch: [SampleRecord], with feed: KafkaProducer) async throws {
        var ends: [TopicPartition: Int64] = [:]
        for record in batch {
            let record = record.record(context.configuration.settings.topics)
            let stands = try await feed.send(record)
            ends[TopicPartition(topic: record.topic, partition: stands.partition)] = stands.offset + 1
        }
        onStep(.published(batch.count))
        let sought = ends
        try await reach("the route stage past \(batch.count) records") { snapshot in
            let passed = snapshot.stages[.route]?.passed ?? [:]
            return sought.allSatisfy { passed[$0.key] ?? 0 >= $0.value }
        }
        try await drain(.digest, topic: context.configuration.settings.topics.notices)
    }

    /// Waits until a stage has passed everything that is in its topic now.
    private func drain(_ stage: StageName, topic: String) async throws {
        let partitions = context.progress.snapshot.stages[stage]?.partitions.filter { $0.topic == topic } ?? []
        let bounds = try await HighWatermarks.query(
            Array(partitions), kafka: context.kafka, logger: context.logger)
        let ends = bounds.filter { $0.value.high > $0.value.low }.mapValues(\.high)
        try await reach("the \(stage.rawValue) stage at the end of \(topic)") { snapshot in
            let passed = snapshot.stages[stage]?.passed ?? [:]
            return ends.allSatisfy { passed[$0.key] ?? 0 >= $0.value }
        }
    }

    /// Waits for a state of the board, but neither for ever nor past a stage's failure.
    private func reach(
        _ goal: String, _ isReached: @escaping @Sendable (ProgressBoard.Snapshot) -> Bool
    ) async throws {
        let isOver: @Sendable (ProgressBoard.Snapshot) -> Bool = { isReached($0) || failure($0) != nil }
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await context.progress.wait(until: isOver) }
            tasks.addTask { try? await Task.sleep(for: patience) }
            await tasks.next()
            tasks.cancelAll()
        }
        let snapshot = context.progress.snapshot
        if isReached(snapshot) { return }
        throw RehearsalStalled(goal: goal, reason: failure(snapshot) ?? "not reached within \(patience)")
    }

    private func failure(_ snapshot: ProgressBoard.Snapshot) -> String? {
        for (stage, progress) in snapshot.stages {
            if case .paused(let reason) = progress.state { return "the \(stage.rawValue) stage failed: \(reason)" }
        }
        return nil
    }
}

/// What a rehearsal is doing.
public enum RehearsalStep: Sendable {
    /// The stages are joining their groups.
    case starting
    /// The clock was moved.
    case clock(Instant)
    /// Records were published.
    case published(Int)
}

/// A rehearsal that does not get on.
public struct RehearsalStalled: Error, CustomStringConvertible {
    /// What was waited for.
    public var goal: String
    /// Why it was not reached.
    public var reason: String

    /// What was waited for, and why in vain.
    public var description: String { "the rehearsal stopped while waiting for \(goal): \(reason)" }
}
