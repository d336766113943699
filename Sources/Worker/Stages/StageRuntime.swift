import KafkaClient
import Logging

/// What a transforming stage opens and closes around its work: a consumer in the stage's group, and a writer.
struct StageRuntime {
    let stage: StageName
    let context: StageContext
    /// The topics it reads.
    let topics: [String]
    /// The guarantee it writes under.
    let guarantee: Guarantee

    /// Runs the shared loop over `transform` until the signal is set.
    func run(_ transform: some RecordTransform, until stop: StopSignal) async throws {
        try await withClients { consumer, writer in
            let loop = TransformLoop(
                stage: stage, consumer: consumer, writer: writer, transform: transform, context: context)
            try await stop.whileRunning(wake: { consumer.wakeUp() }) { try await loop.run(until: stop) }
        }
    }

    /// Opens both, hands them to `body`, and closes both, whatever happened.
    func withClients(_ body: (KafkaConsumer, StageWriter) async throws -> Void) async throws {
        let consumer = try openConsumer()
        do {
            let writer = try await StageWriter.open(stage: stage, context: context, guarantee: guarantee)
            do {
                try await body(consumer, writer)
            } catch {
                await writer.close()
                throw error
            }
            await writer.close()
        } catch {
            await close(consumer)
            throw error
        }
        await close(consumer)
    }

    private func openConsumer() throws -> KafkaConsumer {
        // Small enough to leave something in the prefetch queue (8 MB) and to stay in the processor's cache, large
        // enough that the hop between threads does not count.
        try KafkaConsumer(
            properties: memberProperties.merging(context.kafka),
            group: ConsumerGroup(id: stage.group(context.configuration.settings), topics: topics),
            batch: BatchLimits(maxRecords: 2_000, maxBytes: 2_097_152), logger: context.logger)
    }

    /// A name that outlives the process makes its successor the same member: after a crash it has the partitions at
    /// once, rather than when the group has given up the dead one (`session.timeout.ms`).
    private var memberProperties: KafkaProperties {
        let name = context.configuration.settings.instance
        return name.isEmpty ? [:] : ["group.instance.id": name]
    }

    private func close(_ consumer: KafkaConsumer) async {
        do {
            try await consumer.close(deadline: .seconds(10))
        } catch {
            context.logger.warning("the consumer did not close in order", metadata: ["error": "\(error)"])
        }
    }
}
