import CRdKafka
import Synchronization

// Unchecked: the mock cluster's functions hand their work to its own thread and may be called from any; the
// pointers are cleared under the lock before they are freed.
/// Kafka brokers inside this process, for tests, demonstrations and first steps: librdkafka's mock cluster.
///
/// They speak the real protocol over real TCP on 127.0.0.1, also to other processes. They keep records in
/// memory (at most 5 MiB or 100,000 batches per partition), know groups, and **accept transactions without
/// applying them**: offsets sent with one are not committed, and aborted records are visible. Topics appear on
/// first use with four partitions; `createTopic` before the first use gives them another number. Topic
/// administration does not exist. Clients do best with `KafkaProperties.embeddedBroker`. All members of one
/// group must use the same assignment strategy: a mixture ends the process.
public final class EmbeddedBroker: @unchecked Sendable {
    private struct Native {
        let client: NativeClient
        let cluster: OpaquePointer
    }

    /// `host:port` of every broker, separated by commas.
    public let bootstrapServers: String
    /// How many brokers there are; their numbers start at 1.
    public let brokerCount: Int

    private let native: Mutex<Native?>

    /// Starts brokers.
    ///
    /// - Parameters:
    ///   - brokers: how many, at least 1.
    ///   - topics: topics to create at once, with their numbers of partitions.
    ///   - roundTripMilliseconds: an artificial delay of every answer.
    public static func start(
        brokers: Int = 1, topics: [String: Int] = [:], roundTripMilliseconds: Int? = nil
    ) throws(KafkaError) -> EmbeddedBroker {
        let broker = try EmbeddedBroker(brokers: brokers)
        for (topic, partitions) in topics.sorted(by: { $0.key < $1.key }) {
            try broker.createTopic(topic, partitions: partitions)
        }
        if let roundTripMilliseconds { try broker.setRoundTrip(milliseconds: roundTripMilliseconds) }
        return broker
    }

    private init(brokers: Int) throws(KafkaError) {
        precondition(brokers > 0, "a cluster has at least one broker")
        let client = try NativeClient.make(RD_KAFKA_PRODUCER, properties: ["log_level": "0"], events: 0)
        guard let cluster = rd_kafka_mock_cluster_new(client.handle, Int32(brokers)) else {
            client.destroy()
            throw KafkaError(code: .invalidState, message: "the embedded broker could not listen on 127.0.0.1")
        }
        brokerCount = brokers
        bootstrapServers = String(cString: rd_kafka_mock_cluster_bootstraps(cluster))
        native = Mutex(Native(client: client, cluster: cluster))
    }

    /// Stops the brokers and frees everything. Stopping twice changes nothing.
    public func stop() async {
        guard let taken = native.withLock({ $0.take() }) else { return }
        let ending = Ending(native: taken)
        await withCheckedContinuation { continuation in
            startThread(name: "kafka-embedded") {
                ending.run()
                continuation.resume()
            }
        }
    }

    // Unchecked: the only reference after the broker gave it up, used by one thread.
    private struct Ending: @unchecked Sendable {
        let native: Native

        func run() {
            rd_kafka_mock_cluster_destroy(native.cluster)
            native.client.destroy()
        }
    }

    func withCluster(
        _ what: String, _ body: (OpaquePointer) -> rd_kafka_resp_err_t
    ) throws(KafkaError) {
        let error: KafkaError? = native.withLock { native in
            guard let native else { return .closed("embedded broker") }
            return KafkaError(body(native.cluster), during: what)
        }
        try check(error)
    }
}

extension EmbeddedBroker {
    /// Creates a topic. It must not have been used before.
    public func createTopic(_ name: String, partitions: Int) throws(KafkaError) {
        try withCluster("create topic \(name)") { rd_kafka_mock_topic_create($0, name, Int32(partitions), 1) }
    }

    /// Delays every answer of every broker.
    public func setRoundTrip(milliseconds: Int) throws(KafkaError) {
        for broker in 1...brokerCount {
            try withCluster("set round trip") {
                rd_kafka_mock_broker_set_rtt($0, Int32(broker), Int32(milliseconds))
            }
        }
    }

    /// Answers the next requests of one kind with these errors, one each, in order.
    public func failNext(_ kind: RequestKind, with errors: [KafkaError.Code]) throws(KafkaError) {
        let codes = errors.map { rd_kafka_resp_err_t(rawValue: $0.rawValue) }
        try withCluster("inject errors") { cluster in
            codes.withUnsafeBufferPointer {
                rd_kafka_mock_push_request_errors_array(cluster, kind.rawValue, $0.count, $0.baseAddress)
            }
            return RD_KAFKA_RESP_ERR_NO_ERROR
        }
    }

    /// Forgets errors not yet answered with.
    public func clearFailures(of kind: RequestKind) throws(KafkaError) {
        try withCluster("clear errors") { cluster in
            rd_kafka_mock_clear_request_errors(cluster, kind.rawValue)
            return RD_KAFKA_RESP_ERR_NO_ERROR
        }
    }

    /// Takes a broker down: connections end and new ones are refused.
    public func takeDown(broker: Int) throws(KafkaError) {
        try withCluster("take broker \(broker) down") { rd_kafka_mock_broker_set_down($0, Int32(broker)) }
    }

    /// Brings a broker up again, with everything it kept.
    public func bringUp(broker: Int) throws(KafkaError) {
        try withCluster("bring broker \(broker) up") { rd_kafka_mock_broker_set_up($0, Int32(broker)) }
    }

    /// Moves a partition to another broker.
    public func moveLeader(of partition: TopicPartition, to broker: Int) throws(KafkaError) {
        try withCluster("move the leader of \(partition)") {
            rd_kafka_mock_partition_set_leader($0, partition.topic, partition.partition, Int32(broker))
        }
    }

    /// Makes every use of a topic fail with this error; nil makes it work again.
    public func setError(_ code: KafkaError.Code?, ofTopic topic: String) throws(KafkaError) {
        try withCluster("set the error of \(topic)") { cluster in
            rd_kafka_mock_topic_set_error(cluster, topic, rd_kafka_resp_err_t(rawValue: code?.rawValue ?? 0))
            return RD_KAFKA_RESP_ERR_NO_ERROR
        }
    }
}
