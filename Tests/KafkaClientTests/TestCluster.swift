import KafkaClient
import Logging
import Synchronization
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The cluster the tests run on: an embedded broker shared by all of them, or a real one where
/// `KAFKA_BOOTSTRAP_SERVERS` names it. Names are unique per test, so that the real one may be shared.
struct TestCluster {
    let properties: KafkaProperties
    let embedded: EmbeddedBroker?

    static let realServers = ProcessInfo.processInfo.environment["KAFKA_BOOTSTRAP_SERVERS"]
    static var isReal: Bool { realServers != nil }
    static var isEmbedded: Bool { !isReal }

    private static let shared = Result { () throws(KafkaError) in try make() }

    private static func make() throws(KafkaError) -> TestCluster {
        if let realServers {
            return TestCluster(properties: KafkaProperties(bootstrapServers: realServers), embedded: nil)
        }
        return try TestCluster(embedded: EmbeddedBroker.start(brokers: 2))
    }

    init(properties: KafkaProperties, embedded: EmbeddedBroker?) {
        self.properties = properties
        self.embedded = embedded
    }

    init(embedded: EmbeddedBroker) {
        let place = KafkaProperties(bootstrapServers: embedded.bootstrapServers)
        self.init(properties: KafkaProperties.embeddedBroker.merging(place), embedded: embedded)
    }

    static func ready() throws -> TestCluster { try shared.get() }

    static func unique(_ stem: String) -> String {
        "\(stem)-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    }

    static let logger: Logger = {
        var logger = Logger(label: "kafka-client-tests")
        logger.logLevel =
            ProcessInfo.processInfo.environment["KAFKA_TEST_LOG"].flatMap { .init(rawValue: $0) } ?? .critical
        return logger
    }()

    /// A new topic of a unique name.
    func topic(_ stem: String = "t", partitions: Int = 1) async throws -> String {
        let name = Self.unique(stem)
        if let embedded {
            try embedded.createTopic(name, partitions: partitions)
            return name
        }
        let admin = try KafkaAdmin(properties: properties, logger: Self.logger)
        let results = try await admin.createTopics([NewTopic(name: name, partitions: partitions, replication: 1)])
        await admin.close()
        for result in results { if let error = result.error { throw error } }
        RemovingTopics.register?.names.withLock { $0.append(name) }
        return name
    }

    func producer(_ more: KafkaProperties = [:], transactionalID: String? = nil) throws -> KafkaProducer {
        try KafkaProducer(
            properties: properties.merging(more), transactionalID: transactionalID, logger: Self.logger)
    }

    func consumer(
        _ more: KafkaProperties = [:], group: ConsumerGroup? = nil, batch: BatchLimits = BatchLimits(),
        options: ConsumerOptions = ConsumerOptions()
    ) throws -> KafkaConsumer {
        try KafkaConsumer(
            properties: properties.merging(more), group: group, batch: batch, options: options, logger: Self.logger)
    }

    /// Lends a producer and closes it whatever happens.
    func withProducer<R>(_ more: KafkaProperties = [:], _ body: (KafkaProducer) async throws -> R) async throws -> R {
        let producer = try self.producer(more)
        do {
            let result = try await body(producer)
            try await producer.close()
            return result
        } catch {
            try? await producer.close(deadline: .seconds(1))
            throw error
        }
    }

    /// Lends a consumer that reads these partitions without a group, and closes it whatever happens.
    func withReader<R>(
        _ more: KafkaProperties = [:], from starts: [TopicPartition: StartOffset], group: ConsumerGroup? = nil,
        batch: BatchLimits = BatchLimits(), options: ConsumerOptions = ConsumerOptions(),
        _ body: (KafkaConsumer) async throws -> R
    ) async throws -> R {
        let consumer = try self.consumer(more, group: group, batch: batch, options: options)
        do {
            try await consumer.assign(starts)
            let result = try await body(consumer)
            try await consumer.close()
            return result
        } catch {
            try? await consumer.close(deadline: .seconds(1))
            throw error
        }
    }
}

/// A record with its bytes copied out, to compare.
struct ReadRecord: Equatable {
    var partition: Int32
    var offset: Int64
    var key: [UInt8]?
    var value: [UInt8]?
    var headers: [KafkaHeader]

    init(_ record: ConsumerRecord, in batch: RecordBatch) {
        partition = record.partition
        offset = record.offset
        key = batch.key(of: record)
        value = batch.value(of: record)
        headers = batch.headers(of: record)
    }

    var text: String? { value.map { String(decoding: $0, as: UTF8.self) } }
}

extension KafkaConsumer {
    /// Polls until `isDone` says so; fails after five minutes, naming what it waited for.
    func pollUntil(_ what: String, _ isDone: (ConsumerEvent) async throws -> Bool) async throws {
        let end = ContinuousClock.now.advanced(by: .seconds(300))
        while ContinuousClock.now < end {
            for event in try await poll(timeoutMilliseconds: 200) where try await isDone(event) { return }
        }
        throw TestFailure("waited five minutes for \(what)")
    }

    /// Reads until every one of these partitions has reported its end.
    func readToEnd(of partitions: [TopicPartition]) async throws -> [ReadRecord] {
        var records: [ReadRecord] = []
        var waiting = Set(partitions)
        try await pollUntil("the end of \(partitions)") { event in
            switch event {
            case .records(let batch): records += batch.records.map { ReadRecord($0, in: batch) }
            case .endOfPartition(let partition, _): waiting.remove(partition)
            default: break
            }
            return waiting.isEmpty
        }
        return records
    }
}

struct TestFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

extension Tag {
    /// Needs a cluster.
    @Tag static var cluster: Self
}
