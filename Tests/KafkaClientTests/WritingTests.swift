import KafkaClient
import Testing

@Suite("Writing", .tags(.cluster), .removingTopics)
struct WritingTests {
    let cluster: TestCluster

    init() throws {
        cluster = try TestCluster.ready()
    }

    @Test("a keyed record goes where murmur2Partition says")
    func partitioner() async throws {
        let topic = try await cluster.topic("keyed", partitions: 7)
        try await cluster.withProducer { producer in
            for key in ["", "a", "ville-de-québec", "namur", "0123456789abcdef"] {
                let position = try await producer.send(ProducerRecord(topic: topic, key: bytes(key), value: [1]))
                #expect(position.partition == murmur2Partition(key: bytes(key), partitionCount: 7), "key \"\(key)\"")
            }
        }
    }

    @Test("a full queue says so, and room comes")
    func queueFull() async throws {
        let topic = try await cluster.topic("full")
        try await cluster.withProducer(["queue.buffering.max.messages": "10", "linger.ms": "50"]) { producer in
            var outcomes: [ProduceOutcome] = []
            let value: [UInt8] = [1, 2, 3]
            for _ in 0..<11 {
                try value.withUnsafeBytes { value in
                    outcomes.append(try producer.tryProduce(topic: topic, partition: 0, key: nil, value: value))
                }
            }
            #expect(outcomes.dropLast().allSatisfy { $0 == .queued })
            #expect(outcomes.last == .queueFull)
            try await producer.space()
            let again = try producer.tryProduce(topic: topic, partition: 0, key: nil, value: nil)
            #expect(again == .queued)
            try await producer.produce(
                contentsOf: (0..<50).map { ProducerRecord(topic: topic, partition: 0, value: [$0]) })
            try await producer.flush()
        }
        let place = TopicPartition(topic: topic, partition: 0)
        let records = try await cluster.withReader(from: [place: .beginning]) { try await $0.readToEnd(of: [place]) }
        #expect(records.count == 61)
    }

    @Test("a record too large is refused at once and names its size")
    func tooLarge() async throws {
        let topic = try await cluster.topic("large")
        try await cluster.withProducer(["message.max.bytes": "2000"]) { producer in
            let error = await #expect(throws: KafkaError.self) {
                try await producer.produce(ProducerRecord(topic: topic, value: [UInt8](repeating: 0, count: 3_000)))
            }
            #expect(error?.code == .messageTooLarge)
            #expect(error?.message.contains("3000 bytes") == true)
        }
    }

    @Test("a partition that does not exist fails the sender, and only the sender")
    func unknownPartition() async throws {
        let topic = try await cluster.topic("unknown")
        try await cluster.withProducer { producer in
            let error = await #expect(throws: KafkaError.self) {
                _ = try await producer.send(ProducerRecord(topic: topic, partition: 99, value: [1]))
            }
            #expect(error?.code == .unknownPartition)
            try await producer.flush()
        }
    }

    @Test("a failure nobody waited for is thrown by the next flush, once, and names its partition")
    func failureSurfaces() async throws {
        let topic = try await cluster.topic("failing")
        // Known partitions are looked up first, so that the failure is the delivery's.
        let producer = try cluster.producer(["message.timeout.ms": "30000"])
        _ = try await producer.send(ProducerRecord(topic: topic, partition: 0, value: [0]))
        let place = TopicPartition(topic: topic, partition: 99)
        do {
            try await producer.produce(ProducerRecord(topic: topic, partition: 99, value: [1]))
            try await producer.flush()
            Issue.record("the failure was lost")
        } catch let error as KafkaError {
            #expect(error.code == .unknownPartition)
            #expect(error.topicPartition == place)
        }
        try await producer.flush()
        try await producer.close()
    }

    @Test("a flush waits for what was queued before it, with a long linger too")
    func flush() async throws {
        let topic = try await cluster.topic("flush")
        let place = TopicPartition(topic: topic, partition: 0)
        try await cluster.withProducer(["linger.ms": "60000"]) { producer in
            try await producer.produce(
                contentsOf: (0..<5).map { ProducerRecord(topic: topic, partition: 0, value: [$0]) })
            try await producer.flush(deadline: .seconds(20))
            let records = try await cluster.withReader(from: [place: .beginning]) {
                try await $0.readToEnd(of: [place])
            }
            #expect(records.count == 5)
        }
    }

    @Test("a property librdkafka does not know is refused by name, a secret is not shown")
    func badProperty() throws {
        let unknown = #expect(throws: KafkaError.self) { try cluster.producer(["no.such.thing": "1"]) }
        #expect(unknown?.message.contains("no.such.thing=1") == true)
        let secret = #expect(throws: KafkaError.self) { try cluster.producer(["ssl.truststore.password": "hush"]) }
        #expect(secret?.description.contains("hush") == false)
    }
}
