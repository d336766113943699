import CRdKafka
public import Logging
import Synchronization

/// Looks at a cluster and changes it: topics, their properties, groups and their offsets.
///
/// Every call has a deadline, because a cluster that lacks a function may simply not answer (the embedded broker
/// does not administrate topics or list groups). Where a call concerns several topics, each has an outcome of its
/// own. Calls run one after the other on a thread of the admin client's own.
public final class KafkaAdmin: Sendable {
    let client: NativeClient
    let queue: NativeQueue
    let thread: SerialThread<NativeClient>
    let logger: Logger
    private let closing = Mutex<Task<Void, Never>?>(nil)

    /// Builds an admin client.
    ///
    /// - Parameters:
    ///   - properties: librdkafka properties, laid over `KafkaProperties.adminDefaults`.
    ///   - logger: receives librdkafka's log lines too.
    /// - Throws: `.invalidArgument` for a property librdkafka refuses.
    public init(properties: KafkaProperties, logger: Logger) throws(KafkaError) {
        client = try NativeClient.make(
            RD_KAFKA_PRODUCER, properties: KafkaProperties.adminDefaults.merging(properties), events: 0)
        queue = try NativeQueue.main(of: client)
        thread = SerialThread(name: "kafka-admin", state: client)
        self.logger = logger
    }

    deinit {
        guard closing.withLock({ $0 == nil }) else { return }
        thread.submit { [queue] client in Self.end(client, queue) }
        thread.stop()
    }

    /// Frees everything; closing twice changes nothing. Calls made after it throw `.closed`.
    public func close() async {
        let task = closing.withLock { closing in
            if let running = closing { return running }
            let made = Task { await self.closeOnce() }
            closing = made
            return made
        }
        await task.value
    }

    private func closeOnce() async {
        _ = try? await thread.run("close", deadline: .seconds(10)) { [queue] client in Self.end(client, queue) }
        thread.stop()
    }

    private static func end(_ client: NativeClient, _ queue: NativeQueue) {
        queue.destroy()
        client.destroy()
    }
}

extension KafkaAdmin {
    /// What the cluster consists of.
    ///
    /// - Parameter topics: only these, where they exist; nil for all. Asking never creates a topic.
    public func metadata(
        topics: [String]? = nil, deadline: Duration = .seconds(10)
    ) async throws(KafkaError) -> ClusterMetadata {
        try await onThread("metadata", deadline) { client, end throws(KafkaError) in
            var metadata = try NativeMetadata.fetch(client, allTopics: true, milliseconds: end.millisecondsLeft)
            if let topics { metadata.topics.removeAll { !topics.contains($0.name) } }
            return metadata
        }
    }

    /// The bounds of partitions, asked of their leaders now; a partition that could not be asked has its error.
    public func watermarks(
        of partitions: [TopicPartition], deadline: Duration = .seconds(10)
    ) async throws(KafkaError) -> [TopicPartition: Result<Watermarks, KafkaError>] {
        try await onThread("watermarks", deadline) { client, end throws(KafkaError) in
            var answers: [TopicPartition: Result<Watermarks, KafkaError>] = [:]
            for partition in partitions { answers[partition] = Watermarks.ask(client, partition, by: end) }
            return answers
        }
    }

    func onThread<R: Sendable>(
        _ what: String, _ deadline: Duration,
        _ body: @escaping @Sendable (NativeClient, Deadline) throws(KafkaError) -> R
    ) async throws(KafkaError) -> R {
        let end = Deadline(after: deadline)
        let (queue, logger) = (self.queue, self.logger)
        return try await thread.run(what, deadline: deadline + .seconds(2)) { client throws(KafkaError) in
            while let event = queue.poll(milliseconds: 0) {
                if event.type == RD_KAFKA_EVENT_LOG { logger.forward(event) }
            }
            return try body(client, end)
        }
    }
}
