import Cooperation
import KafkaClient
import Logging

/// Reads emails, hands each on beside the reading, and commits what is done: the deliver stage's own loop, because a mail
/// may wait for hours while those behind it go.
///
/// What to do is the ``Outbox``'s to decide; this loop does it. Before each attempt whose repeat would show, a note of it
/// (`sending`) is acknowledged by the brokers: it costs one small record and a few milliseconds a mail, beside which other
/// mails go on, and in return a crash leaves exactly the mails in doubt that were in the server's hands at that moment, by
/// name, rather than everything since the last commit.
final class DeliverLoop {
    private let context: StageContext
    private let consumer: KafkaConsumer
    private let writer: StageWriter
    private let carrier: any MailCarrier
    private let desk = DeliveryDesk()
    private let intake: DeliveryIntake
    private let register: DeliveryRegister
    private let metrics = StageMetrics(stage: .deliver)
    private let settleInterval = Duration.milliseconds(200)
    /// How long mails under way may take when partitions go or the process ends; then they are broken off.
    private let drainLimit = Duration.seconds(10)

    private var outbox: Outbox
    private var counts = TransformCounts()
    private var committed: [TopicPartition: Int64] = [:]
    private var isSettling = false
    private var lastSettle = ContinuousClock.now
    private var isPaused = false
    private var carrying: [MailPosition: Task<Void, Never>] = [:]

    init(context: StageContext, consumer: KafkaConsumer, writer: StageWriter, carrier: any MailCarrier) {
        self.context = context
        self.consumer = consumer
        self.writer = writer
        self.carrier = carrier
        let ledger = DeliveryLedger(
            topic: context.topics.deliveries, reader: LogReader(kafka: context.kafka, logger: context.logger))
        intake = DeliveryIntake(ledger: ledger, context: context)
        register = DeliveryRegister(
            ledger: ledger, context: context, via: carrier.via, server: carrier.name, producer: writer.producer)
        outbox = Outbox(context.configuration.settings.deliver, seed: context.instance)
    }

    /// Runs until the signal is set; what was begun is then ended.
    func run(until stop: StopSignal) async throws {
        desk.listen { [consumer] in consumer.wakeUp() }
        do {
            while !stop.isSet { try await turn() }
            try await drain(nil)
            try await settleAll()
        } catch {
            await breakOff()
            throw error
        }
    }

    private func turn() async throws {
        for event in try await consumer.poll(timeoutMilliseconds: patience) { try await handle(event) }
        try await takeReports()
        try send()
        try await adjustReading()
        settleIfDue()
        tell()
    }

    /// How long to wait for something to happen, in milliseconds.
    private var patience: Int {
        let isDue = !isSettling && hasProgress
        let longest = isDue ? 20 : 500
        guard let time = outbox.wakeTime(at: context.clock.now()) else { return longest }
        return context.clock.milliseconds(until: time).map { Int(clamping: min($0, Int64(longest))) } ?? longest
    }

    private func handle(_ event: ConsumerEvent) async throws {
        switch event {
        case .records(let batch): try await handle(batch)
        case .endOfPartition(let partition, let offset): outbox.passEnd(of: partition.partition, at: offset)
        case .assigned(let partitions): try await take(partitions)
        case .revoked(let partitions, let lost): try await release(partitions, lost: lost)
        case .offsetJumped(let partition, let expected, let actual):
            context.logger.warnOfGap(in: partition, expected: expected, found: actual)
        case .failed(let error):
            context.logger.warnOfFailure(error)
        }
    }

    private func handle(_ batch: RecordBatch) async throws {
        for record in batch.records {
            let position = MailPosition(partition: record.partition, offset: record.offset)
            guard outbox.isNew(position) else { continue }
            counts.processed += 1
            switch intake.read(record, of: batch, schedule: outbox.schedule) {
            case .mail(let mail, let time): outbox.take(mail, notBefore: time)
            case .known: outbox.pass(position)
            case .refused(let refusal):
                counts.deadLetters += 1
                try await register.setAside(record, of: batch, refusal)
                outbox.pass(position)
            }
        }
    }

    // MARK: Sending

    private func send() throws {
        while let mail = outbox.next(at: context.clock.now()) {
            register.tellOfDoubt(mail)
            let note = carrier.repeatsShow ? try register.sending(mail) : nil
            carrying[mail.position] = Task { [desk, carrier, producer = writer.producer] in
                let result: Result<CarryOutcome, any Error>
                do {
                    let outgoing = try OutgoingMail(mail.record)
                    if let note { _ = try await producer.send(note) }
                    result = .success(try await carrier.carry(outgoing))
                } catch {
                    result = .failure(error)
                }
                desk.put(.carried(mail.position, result))
            }
        }
    }

    private func takeReports() async throws {
        for report in desk.take() {
            switch report {
            case .carried(let position, let result):
                carrying[position] = nil
                try await conclude(position, try result.get())
            case .committed(let offsets, let result):
                isSettling = false
                try conclude(offsets, result)
            }
        }
    }

    private func conclude(_ position: MailPosition, _ outcome: CarryOutcome) async throws {
        guard let verdict = outbox.settle(position, outcome, at: context.clock.now()) else { return }
        if case .delivered = verdict { counts.written += 1 }
        if case .dead = verdict { counts.deadLetters += 1 }
        try await register.note(verdict)
    }

    // MARK: Backpressure

    private func adjustReading() async throws {
        if isPaused {
            guard outbox.isRoomy else { return }
            isPaused = false
            try await consumer.resume(ownPartitions)
        } else if case (true, let isByWaiting) = outbox.fullness {
            isPaused = true
            try await consumer.pause(ownPartitions)
            guard isByWaiting else { return }
            context.logger.warning(
                "no more mails are read until some of those that wait are done: they fill the room there is for them",
                metadata: ["waiting": "\(outbox.waitingCount)"])
        }
    }

    private var ownPartitions: [TopicPartition] { outbox.owned.map(topicPartition) }

    private func topicPartition(_ partition: Int32) -> TopicPartition {
        TopicPartition(topic: context.topics.emails, partition: partition)
    }

    // MARK: Committing

    private var committable: [TopicPartition: Int64] {
        Dictionary(uniqueKeysWithValues: outbox.committable.map { (topicPartition($0.key), $0.value) })
            .filter { committed[$0.key] != $0.value }
    }

    private var hasProgress: Bool { counts.processed + counts.written + counts.deadLetters > 0 || !committable.isEmpty }

    /// In the background: everything written so far is acknowledged, then offsets are committed.
    private func settleIfDue() {
        guard !isSettling, hasProgress else { return }
        guard !outbox.isSending() || lastSettle.duration(to: .now) >= settleInterval else { return }
        lastSettle = .now
        isSettling = true
        let offsets = committable
        conclude(counts)
        let task = writer.settle(offsets, of: consumer)
        Task { [desk] in desk.put(.committed(offsets, await task.result)) }
    }

    private func conclude(_ offsets: [TopicPartition: Int64], _ result: Result<Void, any Error>) throws {
        do {
            try result.get()
            committed.merge(offsets) { _, new in new }
            context.progress.update(.deliver) { $0.passed.merge(offsets) { _, new in new } }
        } catch WriteFailure.notCommitted(let cause) {
            context.logger.info("offsets not committed yet", metadata: ["error": "\(cause)"])
        }
    }

    private func conclude(_ counts: TransformCounts) {
        self.counts = TransformCounts()
        metrics.step(read: counts.processed, written: counts.written, deadLetters: counts.deadLetters)
        context.progress.update(.deliver) { progress in
            progress.recordsRead += counts.processed
            progress.recordsWritten += counts.written
            progress.deadLetters += counts.deadLetters
        }
    }

    /// Waits until everything that is done stands.
    private func settleAll() async throws {
        while isSettling {
            await desk.wait(atMost: .seconds(60))
            try await takeReports()
        }
        let offsets = committable
        conclude(counts)
        let result = await writer.settle(offsets, of: consumer).result
        try conclude(offsets, result)
    }

    // MARK: Rebalancing, and the end

    private func take(_ partitions: [TopicPartition]) async throws {
        try await intake.ledger.load(partitions.map(\.partition))
        let known = try await consumer.committed(partitions)
        committed.merge(known) { _, new in new }
        outbox.own(Dictionary(uniqueKeysWithValues: partitions.map { ($0.partition, known[$0]) }))
        try await consumer.assign(
            Dictionary(uniqueKeysWithValues: partitions.map { ($0, known[$0].map(StartOffset.offset) ?? .beginning) }))
        if isPaused { try await consumer.pause(partitions) }
        context.logger.info("partitions taken", metadata: ["partitions": "\(partitions.sorted())"])
        context.progress.update(.deliver) { progress in
            progress.partitions.formUnion(partitions)
            progress.passed.merge(known) { _, new in new }
            progress.state = .running
            metrics.state(progress)
        }
    }

    private func release(_ partitions: [TopicPartition], lost: Bool) async throws {
        let numbers = partitions.map(\.partition)
        try await drain(numbers)
        if lost { outbox.disown(numbers) }
        try await settleAll()
        outbox.disown(numbers)
        intake.ledger.forget(numbers)
        for partition in partitions { committed[partition] = nil }
        try await consumer.finishRevocation(partitions)
        context.progress.update(.deliver) { progress in
            progress.partitions.subtract(partitions)
            for partition in partitions { progress.passed[partition] = nil }
            metrics.state(progress)
        }
    }

    /// Waits for what is under way, of these partitions or at all; breaks it off when it takes too long.
    private func drain(_ partitions: [Int32]?) async throws {
        let end = ContinuousClock.now.advanced(by: drainLimit)
        var isBrokenOff = false
        while outbox.isSending(partitions) {
            if !isBrokenOff, end <= .now {
                carrier.abandon()
                isBrokenOff = true
            }
            await desk.wait(atMost: isBrokenOff ? .seconds(5) : ContinuousClock.now.duration(to: end))
            try await takeReports()
        }
    }

    /// After a failure: nothing goes on behind the back of whoever closes the clients now.
    private func breakOff() async {
        carrier.abandon()
        for task in carrying.values { await task.value }
        while isSettling {
            await desk.wait(atMost: .seconds(60))
            for case .committed in desk.take() { isSettling = false }
        }
    }

    // MARK: Telling

    private func tell() {
        let (pause, waiting) = (outbox.pause, outbox.pendingCount)
        register.metrics.wait(waiting)
        var note: String?
        if waiting > 0 {
            let next = outbox.wakeTime(at: context.clock.now()).map { "; next attempt at \($0)" } ?? ""
            note = "\(waiting) mails wait\(next)"
        }
        let state: StageProgress.State =
            pause.reason.map { .paused(reason: "\(carrier.name): \($0)") } ?? .running
        let shown = context.progress.snapshot.stages[.deliver]
        guard shown?.note != note || (shown?.state != state && shown?.partitions.isEmpty == false) else { return }
        context.progress.update(.deliver) { progress in
            progress.note = note
            if !progress.partitions.isEmpty { progress.state = state }
            metrics.state(progress)
        }
    }
}

extension Outbox {
    /// An outbox as the settings want it.
    init(_ settings: DeliverSettings, seed: String) {
        let smtp = settings.smtp
        let isSMTP = settings.mode == .smtp
        self.init(
            limits: Limits(connections: smtp.connections),
            schedule: RetrySchedule(firstSeconds: smtp.retryFirstSeconds, maxSeconds: smtp.retryMaxSeconds),
            giveUpHours: smtp.giveUpHours,
            pace: isSMTP && smtp.messagesPerSecond > 0 ? SendPace(perSecond: smtp.messagesPerSecond) : nil, seed: seed)
    }
}
