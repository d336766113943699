import Cooperation
import KafkaClient
import Logging

/// Consume, transform, produce: the loop that route, compose and deliver share.
///
/// A step spans at most `stepRecords` records or `stepMilliseconds`, and ends at once when nothing more comes, so that
/// throughput has large steps and a quiet system short ones. A rebalance ends the step before the partitions go.
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

    /// Read and transformed, not yet committed.
    private var passed: [TopicPartition: Int64] = [:]
    private var committed: [TopicPartition: Int64] = [:]
    private var lastTimestamp: [TopicPartition: Instant] = [:]
    private var recordsInStep = 0
    private var counts = TransformCounts()
    private var stepStart = ContinuousClock.now
    private var floodEnd: ContinuousClock.Instant?

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
        while !stop.isSet {
            let events = try await consumer.poll(timeoutMilliseconds: passed.isEmpty ? 500 : 10)
            for event in events { try await handle(event) }
            if let end = floodEnd, end <= .now { try await resumeAfterFlood() }
            if events.isEmpty || isStepFull { try await endStep() }
        }
        try await endStep()
    }

    private var isStepFull: Bool {
        recordsInStep >= stepRecords || stepStart.duration(to: .now) >= .milliseconds(stepMilliseconds)
    }

    private func handle(_ event: ConsumerEvent) async throws {
        switch event {
        case .records(let batch): try await handle(batch)
        case .endOfPartition(let partition, let offset): pass(partition, to: offset)
        case .assigned(let partitions): try await take(partitions)
        case .revoked(let partitions, let lost): try await release(partitions, lost: lost)
        case .offsetJumped(let partition, let expected, let actual):
            context.logger.warning(
                "records are gone from the log: retention removed them before they were read",
                metadata: [
                    "partition": "\(partition)", "expected_offset": "\(expected)", "found_offset": "\(actual)",
                ])
        case .failed(let error):
            context.logger.warning("the client reports a failure", metadata: ["error": "\(error)"])
        }
    }

    private func handle(_ batch: RecordBatch) async throws {
        // What was prefetched before a pause is read again after it.
        guard floodEnd == nil else { return }
        if recordsInStep == 0 { stepStart = .now }
        try await writer.begin()
        let outcome = try await transform.transform(batch, to: writer)
        counts.written += outcome.written
        counts.deadLetters += outcome.deadLetters
        recordsInStep += outcome.processed
        note(batch.records.prefix(outcome.processed))
        if let reason = outcome.flood { try await pauseForFlood(reason) }
    }

    /// Records come in runs of one partition: the dictionary is touched once a run.
    private func note(_ records: ArraySlice<ConsumerRecord>) {
        for (index, record) in records.enumerated() {
            let next = index + 1 < records.count ? records[index + 1] : nil
            if let next, next.partition == record.partition, next.topic == record.topic { continue }
            let partition = TopicPartition(topic: record.topic, partition: record.partition)
            passed[partition] = record.offset + 1
            if let milliseconds = record.timestampMilliseconds {
                lastTimestamp[partition] = Instant(milliseconds: milliseconds)
            }
        }
    }

    /// Transaction markers take offsets too: at its end a partition is passed up to there, not to the last record.
    private func pass(_ partition: TopicPartition, to offset: Int64) {
        if offset > committed[partition] ?? 0 { passed[partition] = max(offset, passed[partition] ?? 0) }
    }

    private func endStep() async throws {
        guard !passed.isEmpty else { return }
        do {
            try await writer.begin()
            try await writer.commit(passed, of: consumer)
        } catch WriteFailure.aborted(let cause) {
            context.logger.warning("the step was undone and is done again", metadata: ["error": "\(cause)"])
            return try await rewind()
        } catch WriteFailure.notCommitted(let cause) {
            context.logger.info("offsets not committed yet", metadata: ["error": "\(cause)"])
            stepStart = .now
            return
        }
        committed.merge(passed) { _, new in new }
        metrics.step(read: recordsInStep, written: counts.written, deadLetters: counts.deadLetters)
        publishProgress()
        clearStep()
    }

    private func publishProgress() {
        context.progress.update(stage) { progress in
            progress.passed.merge(passed) { _, new in new }
            progress.lastTimestamp.merge(lastTimestamp) { _, new in new }
            progress.recordsRead += recordsInStep
            progress.recordsWritten += counts.written
            progress.deadLetters += counts.deadLetters
        }
    }

    private func clearStep() {
        passed.removeAll(keepingCapacity: true)
        lastTimestamp.removeAll(keepingCapacity: true)
        recordsInStep = 0
        counts = TransformCounts()
    }

    /// After an abort: every partition is read again from where its group stands.
    private func rewind() async throws {
        let partitions = Array(passed.keys)
        clearStep()
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
        try await endStep()
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
            try await writer.abort()
            clearStep()
        } else {
            // A commit that comes too late for the group is the next owner's to repeat, as the guarantee allows.
            try await endStep()
            clearStep()
        }
        transform.revoked(partitions)
        for partition in partitions { committed[partition] = nil }
        try await consumer.finishRevocation(partitions)
        context.progress.update(stage) { progress in
            progress.partitions.subtract(partitions)
            for partition in partitions { progress.passed[partition] = nil }
            metrics.state(progress)
        }
    }
}
