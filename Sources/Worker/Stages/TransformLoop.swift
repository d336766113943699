import Cooperation
import KafkaClient
import Logging

/// Consume, transform, produce: the loop that route, compose and deliver share.
///
/// A step spans at most `stepRecords` records or `stepMilliseconds`, and ends at once when nothing more comes, so that
/// throughput has large steps and a quiet system short ones. A rebalance ends the step before the partitions go.
///
/// At least once, a step that has ended settles (its records are acknowledged, then its offsets committed) while the
/// next is read: the loop never waits for the brokers while there is work. One step settles at a time, in order, so that
/// offsets are never committed before everything up to them was acknowledged. A transaction has no such overlap.
final class TransformLoop<Transform: RecordTransform> {
    private let stage: StageName
    private let consumer: KafkaConsumer
    private let writer: StageWriter
    private let transform: Transform
    private let context: StageContext
    private let stepRecords = 20_000
    private let stepMilliseconds: Int64 = 200
    private let floodPause = Duration.seconds(60)

    private let metrics: StageMetrics

    /// Being read and transformed.
    private var step = TransformStep()
    /// The step before, on its way to being committed.
    private var settlement: Settlement?
    private var committed: [TopicPartition: Int64] = [:]
    private var floodEnd: ContinuousClock.Instant?
    private var undoneInARow = 0

    init(
        stage: StageName, consumer: KafkaConsumer, writer: StageWriter, transform: Transform, context: StageContext
    ) {
        self.stage = stage
        self.consumer = consumer
        self.writer = writer
        self.transform = transform
        self.context = context
        metrics = StageMetrics(stage: stage)
    }

    /// Runs until the signal is set; what was begun is then ended.
    func run(until stop: StopSignal) async throws {
        do {
            while !stop.isSet { try await turn() }
            try await endAllSteps()
        } catch {
            // Nothing goes on behind the back of whoever closes the clients now.
            _ = await settlement?.task.result
            throw error
        }
    }

    private func turn() async throws {
        let isIdle = step.isEmpty && settlement == nil
        let events = try await consumer.poll(timeoutMilliseconds: isIdle ? 500 : 10)
        for event in events { try await handle(event) }
        if let end = floodEnd, end <= .now { try await resumeAfterFlood() }
        if events.isEmpty {
            try await endAllSteps()
        } else if step.recordsRead >= stepRecords || step.age >= .milliseconds(stepMilliseconds) {
            try await endStep()
        }
    }

    private func handle(_ event: ConsumerEvent) async throws {
        switch event {
        case .records(let batch): try await handle(batch)
        case .endOfPartition(let partition, let offset):
            // In a flood, what lies before this end was passed over unread.
            if floodEnd == nil, offset > committed[partition] ?? 0 { step.pass(partition, to: offset) }
        case .assigned(let partitions): try await take(partitions)
        case .revoked(let partitions, let lost): try await release(partitions, lost: lost)
        case .offsetJumped(let partition, let expected, let actual):
            context.logger.warnOfGap(in: partition, expected: expected, found: actual)
        case .failed(let error):
            context.logger.warnOfFailure(error)
        }
    }

    private func handle(_ batch: RecordBatch) async throws {
        // What was prefetched before a pause is read again after it.
        guard floodEnd == nil else { return }
        step.begin()
        try await writer.begin()
        let outcome = try await transform.transform(batch, to: writer)
        step.add(outcome, of: batch)
        if let reason = outcome.flood { try await pauseForFlood(reason) }
    }

    // MARK: Steps

    /// A step that is being settled in the background.
    private struct Settlement {
        let step: TransformStep
        let task: Task<Void, any Error>
    }

    /// Ends the step, once the one before it is settled.
    private func endStep() async throws {
        try await settle()
        guard !step.isEmpty else { return }
        let ended = step
        step = TransformStep()
        if writer.guarantee == .atLeastOnce {
            settlement = Settlement(step: ended, task: writer.settle(ended.passed, of: consumer))
        } else {
            try await commit(ended)
        }
    }

    /// Ends the step and waits until everything read stands.
    private func endAllSteps() async throws {
        try await endStep()
        try await settle()
    }

    /// Waits until the step before is settled.
    private func settle() async throws {
        guard let settlement else { return }
        self.settlement = nil
        do {
            try await settlement.task.value
            conclude(settlement.step)
        } catch WriteFailure.notCommitted(let cause) {
            context.logger.info("offsets not committed yet", metadata: ["error": "\(cause)"])
            step.takeBack(settlement.step)
        }
    }

    private func commit(_ ended: TransformStep) async throws {
        do {
            try await writer.begin()
            try await writer.commit(ended.passed, of: consumer)
            conclude(ended)
        } catch WriteFailure.aborted(let cause) {
            undoneInARow += 1
            guard undoneInARow < undoneStepLimit else { throw cause }
            context.logger.warning("the step was undone and is done again", metadata: ["error": "\(cause)"])
            try await rewind(ended)
        }
    }

    /// Tells of a step that stands.
    private func conclude(_ ended: TransformStep) {
        undoneInARow = 0
        committed.merge(ended.passed) { _, new in new }
        metrics.step(read: ended.recordsRead, written: ended.recordsWritten, deadLetters: ended.deadLetters)
        context.progress.update(stage) { progress in
            progress.passed.merge(ended.passed) { _, new in new }
            progress.lastTimestamp.merge(ended.lastTimestamp) { _, new in new }
            progress.recordsRead += ended.recordsRead
            progress.recordsWritten += ended.recordsWritten
            progress.deadLetters += ended.deadLetters
        }
    }

    /// After an abort: every partition is read again from where its group stands.
    private func rewind(_ undone: TransformStep) async throws {
        transform.undone()
        let partitions = Array(undone.passed.keys)
        let known = try await consumer.committed(partitions)
        try await consumer.seek(starts(partitions, known))
    }

    private func starts(
        _ partitions: [TopicPartition], _ known: [TopicPartition: Int64]
    ) -> [TopicPartition: StartOffset] {
        Dictionary(uniqueKeysWithValues: partitions.map { ($0, known[$0].map(StartOffset.offset) ?? .beginning) })
    }

    // MARK: Floods

    /// Something upstream is broken: stop before the dead letters fill up with it, say so, and try again later.
    private func pauseForFlood(_ reason: String) async throws {
        try await endAllSteps()
        context.logger.error(
            "the stage pauses: \(reason). Look at the last dead letters; it tries again by itself",
            metadata: ["pause": "\(floodPause)"])
        floodEnd = ContinuousClock.now.advanced(by: floodPause)
        let partitions = context.progress.snapshot.stages[stage]?.partitions ?? []
        try await consumer.pause(Array(partitions))
        context.progress.update(stage) { progress in
            progress.state = .paused(reason: reason)
            metrics.state(progress)
        }
    }

    private func resumeAfterFlood() async throws {
        floodEnd = nil
        let partitions = Array(context.progress.snapshot.stages[stage]?.partitions ?? [])
        let known = try await consumer.committed(partitions)
        try await consumer.seek(starts(partitions, known))
        try await consumer.resume(partitions)
        context.progress.update(stage) { progress in
            progress.state = .running
            metrics.state(progress)
        }
    }

    // MARK: Rebalancing

    private func take(_ partitions: [TopicPartition]) async throws {
        try await transform.assigned(partitions)
        let known = try await consumer.committed(partitions)
        committed.merge(known) { _, new in new }
        try await consumer.assign(starts(partitions, known))
        context.logger.info("partitions taken", metadata: ["partitions": "\(partitions.sorted())"])
        context.progress.update(stage) { progress in
            progress.partitions.formUnion(partitions)
            progress.passed.merge(known) { _, new in new }
            progress.state = .running
            metrics.state(progress)
        }
    }

    private func release(_ partitions: [TopicPartition], lost: Bool) async throws {
        if lost {
            // Somebody else owns them already and reads from the last commit: our step must not stand.
            await forgetSettlement()
            try await writer.abort()
        } else {
            // A commit that comes too late for the group is the next owner's to repeat, as the guarantee allows.
            try await endAllSteps()
        }
        step = TransformStep()
        transform.revoked(partitions)
        for partition in partitions { committed[partition] = nil }
        try await consumer.finishRevocation(partitions)
        context.progress.update(stage) { progress in
            progress.partitions.subtract(partitions)
            for partition in partitions { progress.passed[partition] = nil }
            metrics.state(progress)
        }
    }

    /// What was under way to the brokers is over, one way or the other.
    private func forgetSettlement() async {
        if let settlement, case .success = await settlement.task.result { conclude(settlement.step) }
        settlement = nil
    }
}
