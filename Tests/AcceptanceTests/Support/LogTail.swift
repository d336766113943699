import KafkaClient

/// Follows topics from their beginning as records come, reading what is committed.
final class LogTail: Sendable {
    /// What was read so far.
    let records = Watched<[StoredRecord]>([])
    private let consumer: KafkaConsumer

    private init(consumer: KafkaConsumer) {
        self.consumer = consumer
    }

    /// Follows `topics` while `body` runs.
    static func follow<Result>(
        _ topics: [String], on cluster: Cluster, _ body: (LogTail) async throws -> Result
    ) async throws -> Result {
        let consumer = try KafkaConsumer(properties: cluster.properties, group: nil, logger: Cluster.logger)
        let tail = LogTail(consumer: consumer)
        let reading = Task { try await tail.read() }
        do {
            try await consumer.assign(partitions(of: topics, on: cluster))
            let result = try await body(tail)
            reading.cancel()
            _ = await reading.result
            try await consumer.close()
            return result
        } catch {
            reading.cancel()
            _ = await reading.result
            try? await consumer.close()
            throw error
        }
    }

    private func read() async throws {
        while !Task.isCancelled {
            for case .records(let batch) in try await consumer.poll(timeoutMilliseconds: 500) {
                let new = batch.records.map { StoredRecord($0, in: batch) }
                records.update { $0 += new }
            }
        }
    }

    /// Every record that `topic` holds now, in order within each partition.
    static func everything(in topic: String, on cluster: Cluster) async throws -> [StoredRecord] {
        let consumer = try KafkaConsumer(properties: cluster.properties, group: nil, logger: Cluster.logger)
        do {
            let records = try await patiently(.seconds(60), awaiting: "the end of \(topic)") {
                try await read(topic, with: consumer, on: cluster)
            }
            try await consumer.close()
            return records.sorted { ($0.partition, $0.offset) < ($1.partition, $1.offset) }
        } catch {
            try? await consumer.close()
            throw error
        }
    }

    private static func read(
        _ topic: String, with consumer: KafkaConsumer, on cluster: Cluster
    ) async throws -> [StoredRecord] {
        let starts = try await partitions(of: [topic], on: cluster)
        var open = Set(starts.keys)
        var records: [StoredRecord] = []
        try await consumer.assign(starts)
        while !open.isEmpty {
            try Task.checkCancellation()
            for event in try await consumer.poll(timeoutMilliseconds: 500) {
                switch event {
                case .records(let batch): records += batch.records.map { StoredRecord($0, in: batch) }
                case .endOfPartition(let partition, _): open.remove(partition)
                default: break
                }
            }
        }
        return records
    }

    /// One past the last record of each partition that a reader of this isolation may see.
    static func ends(of topic: String, on cluster: Cluster, isolation: String) async throws -> [TopicPartition: Int64] {
        let properties = cluster.properties.merging(["isolation.level": isolation])
        let consumer = try KafkaConsumer(properties: properties, group: nil, logger: Cluster.logger)
        var ends: [TopicPartition: Int64] = [:]
        for partition in try await partitions(of: [topic], on: cluster).keys {
            ends[partition] = try await consumer.watermarks(of: partition).high
        }
        try await consumer.close()
        return ends
    }

    private static func partitions(
        of topics: [String], on cluster: Cluster
    ) async throws -> [TopicPartition: StartOffset] {
        let admin = try KafkaAdmin(properties: cluster.properties, logger: Cluster.logger)
        var starts: [TopicPartition: StartOffset] = [:]
        for topic in topics {
            for partition in try await admin.topic(madeOnFirstUse: topic)?.partitions ?? [] {
                starts[TopicPartition(topic: topic, partition: partition.id)] = .beginning
            }
        }
        await admin.close()
        return starts
    }
}
