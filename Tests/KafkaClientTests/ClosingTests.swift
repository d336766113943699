import KafkaClient
import Testing

@Suite("Closing, in every state", .tags(.cluster), .removingTopics)
struct ClosingTests {
    let cluster: TestCluster

    init() throws {
        cluster = try TestCluster.ready()
    }

    @Test("a consumer closes before its first poll, twice, and then refuses calls")
    func consumerBeforePoll() async throws {
        let topic = try await cluster.topic()
        let consumer = try cluster.consumer(group: ConsumerGroup(id: TestCluster.unique("g"), topics: [topic]))
        try await consumer.close()
        try await consumer.close()
        let error = await #expect(throws: KafkaError.self) { try await consumer.poll(timeoutMilliseconds: 10) }
        #expect(error?.code == .closed)
        let place = TopicPartition(topic: topic, partition: 0)
        let query = await #expect(throws: KafkaError.self) { try await consumer.watermarks(of: place) }
        #expect(query?.code == .closed)
        consumer.wakeUp()
    }

    @Test("two closes at once both wait for the end")
    func consumerTwiceAtOnce() async throws {
        let consumer = try cluster.consumer()
        async let first: Void = consumer.close()
        async let second: Void = consumer.close()
        try await first
        try await second
    }

    @Test("a consumer closes with prefetched records nobody read and a poll under way")
    func consumerBusy() async throws {
        let topic = try await cluster.topic()
        let place = TopicPartition(topic: topic, partition: 0)
        try await cluster.withProducer { producer in
            try await producer.produce(
                contentsOf: (0..<200).map { ProducerRecord(topic: topic, partition: 0, value: [UInt8($0)]) })
            try await producer.flush()
        }
        let consumer = try cluster.consumer(batch: BatchLimits(maxRecords: 1))
        try await consumer.assign([place: .beginning])
        try await consumer.pollUntil("a record") { event in
            if case .records = event { true } else { false }
        }
        let batches = try await consumer.poll(timeoutMilliseconds: 1_000)
        async let last = consumer.poll(timeoutMilliseconds: 60_000)
        try await consumer.close()
        _ = try? await last
        // Batches outlive the consumer they came from.
        for case .records(let batch) in batches {
            #expect(batch.records.allSatisfy { batch.value(of: $0)?.count == 1 })
        }
    }

    @Test("a consumer closes although no broker was ever reached")
    func consumerWithoutBroker() async throws {
        let consumer = try KafkaConsumer(
            properties: ["bootstrap.servers": "127.0.0.1:1"], group: ConsumerGroup(id: "g", topics: ["t"]),
            logger: TestCluster.logger)
        _ = try await consumer.poll(timeoutMilliseconds: 10)
        try await consumer.close(deadline: .seconds(5))
    }

    @Test("a producer gives up at the deadline what no broker took, and says how much")
    func producerWithoutBroker() async throws {
        let producer = try KafkaProducer(
            properties: ["bootstrap.servers": "127.0.0.1:1"], logger: TestCluster.logger)
        try await producer.produce(contentsOf: (0..<3).map { ProducerRecord(topic: "t", partition: 0, value: [$0]) })
        let waiting = Task { try await producer.send(ProducerRecord(topic: "t", partition: 0, value: [9])) }
        let flush = await #expect(throws: KafkaError.self) { try await producer.flush(deadline: .milliseconds(50)) }
        #expect(flush?.code == .timedOut)
        let close = await #expect(throws: KafkaError.self) { try await producer.close(deadline: .milliseconds(50)) }
        #expect(close?.message.contains("and 2 more records") == true)
        await #expect(throws: KafkaError.self) { try await waiting.value }
        let after = await #expect(throws: KafkaError.self) {
            try await producer.produce(ProducerRecord(topic: "t", value: nil))
        }
        #expect(after?.code == .closed)
    }

    @Test("a producer that was never used closes, twice")
    func unusedProducer() async throws {
        let producer = try cluster.producer()
        try await producer.close()
        try await producer.close()
        let error = await #expect(throws: KafkaError.self) { try await producer.flush() }
        #expect(error?.code == .closed)
    }

    @Test("clients dropped without close do not bring the process down")
    func dropped() async throws {
        do {
            _ = try cluster.consumer()
            _ = try cluster.producer()
            _ = try KafkaAdmin(properties: cluster.properties, logger: TestCluster.logger)
        }
        let admin = try KafkaAdmin(properties: cluster.properties, logger: TestCluster.logger)
        await admin.close()
        await admin.close()
        let error = await #expect(throws: KafkaError.self) { try await admin.metadata() }
        #expect(error?.code == .closed)
    }
}
