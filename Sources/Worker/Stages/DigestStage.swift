import Cooperation
import DigestEngine
import KafkaClient
import Logging

/// Notices and operators' commands → digests and cuts: the door between the log and the digest engine.
///
/// The engine decides; this stage only carries what it read to the engine and what the engine wants to the log. Where
/// to read from is never taken from the group's offsets but from the cuts; the offsets are committed for whoever
/// watches the lag, and to fence off an owner that lost its partition.
final class DigestStage {
    private let context: StageContext
    private let consumer: KafkaConsumer
    private let writer: StageWriter
    private let cuts: CutStore
    private let watermarks: HighWatermarks
    private let intake: LogIntake
    private let outcomes: IntakeOutcomes
    private let metrics = StageMetrics(stage: .digest)
    private var engine: DigestEngine
    private var positions: [Int32: Int64] = [:]
    private var committed: [Int32: Int64] = [:]
    private var setAsideFrom: [Int32: Int64] = [:]
    /// Partitions that the engine wants read again: what this poll still brings of them is out of turn.
    private var rereading: Set<Int32> = []
    private var undoneInARow = 0
    private var catchUp = CatchUp()
    private let start = ContinuousClock.now

    private init(
        context: StageContext, consumer: KafkaConsumer, writer: StageWriter, watermarks: HighWatermarks,
        partitionCount: Int
    ) throws {
        self.context = context
        self.consumer = consumer
        self.writer = writer
        let reader = LogReader(kafka: context.kafka, logger: context.logger)
        cuts = CutStore(topic: context.topics.cuts, reader: reader)
        self.watermarks = watermarks
        intake = LogIntake(configuration: context.configuration, partitionCount: partitionCount)
        outcomes = IntakeOutcomes(
            deadLetters: DeadLetterWriter(
                topic: context.topics.deadLetters, stage: .digest, clock: context.clock, logger: context.logger),
            logger: context.logger)
        engine = DigestEngine(
            subscriptions: context.configuration.subscriptions,
            settings: context.configuration.engineSettings(
                announces: writer.guarantee == .atLeastOnce, partitionCount: partitionCount,
                provenance: context.configuration.provenance()))
    }

    /// Opens what the stage needs, runs until the signal is set, and closes everything, whatever happened.
    static func run(context: StageContext, until stop: StopSignal) async throws {
        let guarantee = context.configuration.settings.guarantee
        let runtime = StageRuntime(
            stage: .digest, context: context, topics: [context.topics.notices], guarantee: guarantee)
        let partitionCount = try await TopicPresence.partitions(
            of: [context.topics.notices], kafka: context.kafka, logger: context.logger
        ).count
        let watermarks = try HighWatermarks(kafka: context.kafka, logger: context.logger)
        do {
            try await runtime.withClients { consumer, writer in
                context.clock.onMove { [weak consumer] in consumer?.wakeUp() }
                let stage = try DigestStage(
                    context: context, consumer: consumer, writer: writer, watermarks: watermarks,
                    partitionCount: partitionCount)
                try await stop.whileRunning(wake: { consumer.wakeUp() }) { try await stage.loop(until: stop) }
            }
        } catch {
            await watermarks.close()
            throw error
        }
        await watermarks.close()
    }

    private func loop(until stop: StopSignal) async throws {
        while !stop.isSet {
            let events = try await consumer.poll(timeoutMilliseconds: pollMilliseconds)
            rereading = []
            for event in events { try await handle(event) }
            let now = context.clock.now()
            try await perform(engine.handle(.tick(now)))
            if events.isEmpty { try await commitPositions() }
            publishProgress(asOf: now)
        }
    }

    /// Until the next window can close, but never so long that the stage seems asleep.
    private var pollMilliseconds: Int {
        guard let wake = engine.nextWake, let wait = context.clock.milliseconds(until: wake) else { return 500 }
        return Int(max(1, min(500, wait)))
    }

    // MARK: Inputs

    private func handle(_ event: ConsumerEvent) async throws {
        switch event {
        case .records(let batch): try await handle(batch)
        case .endOfPartition(let partition, let offset):
            if !rereading.contains(partition.partition) { try await pass(partition.partition, offset) }
        case .assigned(let partitions): try await take(partitions)
        case .revoked(let partitions, _): try await release(partitions)
        case .offsetJumped(let partition, let expected, let actual):
            context.logger.warning(
                "notices are gone from the log: retention removed them before they were told",
                metadata: [
                    "partition": "\(partition)", "expected_offset": "\(expected)", "found_offset": "\(actual)",
                ])
        case .failed(let error):
            context.logger.warnOfFailure(error)
        }
    }

    private func handle(_ batch: RecordBatch) async throws {
        var dead = 0
        for record in batch.records where !rereading.contains(record.partition) {
            let reading = intake.read(record, of: batch)
            if case .entry(let entry) = reading {
                try await perform(engine.handle(entry.input(partition: record.partition)))
            }
            // Below the group's offset a predecessor has dealt with it; the log is only read again for the notices.
            if record.offset >= setAsideFrom[record.partition] ?? 0 {
                dead += try await outcomes.report(reading, of: record, in: batch, to: writer)
            }
            if !rereading.contains(record.partition) { try await pass(record.partition, record.offset + 1) }
        }
        if writer.isOpen { try await commitDeadLetters() }
        metrics.took(read: batch.records.count, deadLetters: dead)
        context.progress.update(.digest) { progress in
            progress.recordsRead += batch.records.count
            progress.deadLetters += dead
        }
    }

    private func pass(_ partition: Int32, _ position: Int64) async throws {
        positions[partition] = max(position, positions[partition] ?? 0)
        if let report = catchUp.pass(partition, to: position, at: start.duration(to: .now)) {
            context.logger.info(
                "reading what is pending and what was told",
                metadata: [
                    "partition": "\(partition)", "read": "\(report.read)", "of": "\(report.total)",
                    "percent": "\(report.percent)",
                ])
        }
        try await perform(engine.handle(.passed(partition: partition, position: position)))
    }

    // MARK: Rebalancing

    private func take(_ partitions: [TopicPartition]) async throws {
        // Asking for the offsets waits until a predecessor's transaction is decided; only then are its cuts complete.
        for (partition, offset) in try await consumer.committed(partitions) {
            setAsideFrom[partition.partition] = offset
        }
        let cuts = try await cuts.load(partitions.map(\.partition))
        var starts: [TopicPartition: StartOffset] = [:]
        for partition in partitions {
            let actions = engine.handle(
                .assigned(partition: partition.partition, cuts: cuts[partition.partition] ?? []))
            starts[partition] = start(from: actions, partition.partition)
        }
        try await consumer.assign(starts)
        try await beginCatchUp(partitions)
        context.logger.info(
            "partitions taken",
            metadata: ["partitions": "\(partitions.sorted())", "cuts": "\(cuts.values.map(\.count).reduce(0, +))"])
        context.progress.update(.digest) { progress in
            progress.partitions.formUnion(partitions)
            progress.state = .running
            metrics.state(progress)
        }
    }

    private func beginCatchUp(_ partitions: [TopicPartition]) async throws {
        for (partition, bounds) in try await watermarks.query(partitions) {
            let from = max(engine.position(of: partition.partition) ?? 0, bounds.low)
            catchUp.begin(partition.partition, from: from, end: bounds.high, at: start.duration(to: .now))
        }
    }

    private func start(from actions: [EngineAction], _ partition: Int32) -> StartOffset {
        for case .seek(partition, let offset) in actions where offset > 0 { return .offset(offset) }
        return .beginning
    }

    private func release(_ partitions: [TopicPartition]) async throws {
        for partition in partitions {
            _ = engine.handle(.revoked(partition: partition.partition))
            positions[partition.partition] = nil
            catchUp.forget(partition.partition)
            committed[partition.partition] = nil
        }
        try await consumer.finishRevocation(partitions)
        context.progress.update(.digest) { progress in
            progress.partitions.subtract(partitions)
            for partition in partitions { progress.passed[partition] = nil }
            metrics.state(progress)
        }
    }

    // MARK: Actions

    private func perform(_ actions: [EngineAction]) async throws {
        var queue = actions[...]
        while let action = queue.popFirst() {
            switch action {
            case .seek(let partition, let offset): try await reread(partition, from: offset)
            case .sampleEnd(let partition):
                queue += try await sampleEnd(partition)
            case .publish(let publication):
                queue += try await publish(publication)
            }
        }
    }

    /// What was dealt with so far is not set aside again.
    private func reread(_ partition: Int32, from offset: Int64) async throws {
        rereading.insert(partition)
        setAsideFrom[partition] = max(positions[partition] ?? 0, setAsideFrom[partition] ?? 0)
        try await consumer.seek([noticesPartition(partition): .offset(offset)])
    }

    private func sampleEnd(_ partition: Int32) async throws -> [EngineAction] {
        let askedAt = context.clock.now()
        let topicPartition = noticesPartition(partition)
        guard let bounds = try await watermarks.query([topicPartition])[topicPartition] else { return [] }
        return engine.handle(.endSampled(partition: partition, end: bounds.high, at: askedAt))
    }

    private func publish(_ publication: Publication) async throws -> [EngineAction] {
        let records = try PublicationRecords(publication, topics: context.topics)
        // An undone publication is tried again, dead letters are not: they never share a transaction.
        if writer.isOpen { try await commitDeadLetters() }
        do {
            for group in records.groups(announced: writer.guarantee == .atLeastOnce) {
                try await writer.begin()
                try await writer.producer.produce(contentsOf: group)
                if writer.guarantee == .atLeastOnce { try await writer.commit([:], of: consumer) }
            }
            if writer.guarantee == .exactlyOnce { try await writer.commit(groupOffsets(), of: consumer) }
        } catch WriteFailure.aborted(let cause) {
            undoneInARow += 1
            guard undoneInARow < undoneStepLimit else { throw cause }
            context.logger.warning("a digest was not published and is tried again", metadata: ["error": "\(cause)"])
            return engine.handle(
                .aborted(partition: publication.cut.partition, subscription: publication.cut.subscription))
        }
        undoneInARow = 0
        metrics.step(read: 0, written: 1, deadLetters: 0)
        context.progress.update(.digest) { $0.recordsWritten += 1 }
        context.logger.info(
            "digest published",
            metadata: [
                "digest": "\(publication.digest.id)", "subscription": "\(publication.digest.subscription)",
                "lines": "\(publication.digest.counts.lines)", "window_end": "\(publication.digest.window.to)",
            ])
        return engine.handle(.committed(publication.cut))
    }

    // MARK: Offsets and progress

    private func noticesPartition(_ partition: Int32) -> TopicPartition {
        TopicPartition(topic: context.topics.notices, partition: partition)
    }

    private func offsets() -> [TopicPartition: Int64] {
        Dictionary(uniqueKeysWithValues: positions.map { (noticesPartition($0.key), $0.value) })
    }

    /// Never behind where a predecessor left the group, though the log is read again from before that: what it set
    /// aside would be set aside twice.
    private func groupOffsets() -> [TopicPartition: Int64] {
        offsets().reduce(into: [:]) { $0[$1.key] = max($1.value, setAsideFrom[$1.key.partition] ?? 0) }
    }

    /// For whoever watches the lag; a failure costs nothing but that view.
    private func commitPositions() async throws {
        guard positions != committed else { return }
        let offsets = groupOffsets()
        do {
            try await consumer.commit(offsets)
        } catch {
            if error.isFatal { throw error }
            return context.logger.debug("positions not committed", metadata: ["error": "\(error)"])
        }
        committed = positions
    }

    /// At once, so that no later step can undo them. A transaction that is undone fails the stage: built anew, it sets
    /// aside again whatever lies above the group's offset.
    private func commitDeadLetters() async throws {
        do {
            try await writer.commit(groupOffsets(), of: consumer)
            committed = positions
        } catch WriteFailure.notCommitted(let cause) {
            context.logger.info("offsets not committed yet", metadata: ["error": "\(cause)"])
        }
    }

    private func publishProgress(asOf now: Instant) {
        context.progress.updateDigest { progress in
            progress.nextWake = engine.nextWake
            progress.pending = engine.pending
            if engine.nextWake.map({ $0 > now }) ?? true { progress.settledAt = now }
        }
        // Last, so that whoever waits for a position finds the next boundary that follows from it.
        let passed = offsets()
        context.progress.update(.digest) { $0.passed = passed }
    }
}
