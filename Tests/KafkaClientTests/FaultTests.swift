import KafkaClient
import Testing

/// Each test has brokers of its own, because it breaks them.
@Suite(
    "When brokers fail", .tags(.cluster), .removingTopics,
    .enabled(if: TestCluster.isEmbedded, "faults are injected into embedded brokers only"))
struct FaultTests {
    private func withBroker(
        brokers: Int = 1, _ body: (EmbeddedBroker, TestCluster, TopicPartition) async throws -> Void
    ) async throws {
        let broker = try EmbeddedBroker.start(brokers: brokers, topics: ["t": 1])
        do {
            try await body(broker, TestCluster(embedded: broker), TopicPartition(topic: "t", partition: 0))
        } catch {
            await broker.stop()
            throw error
        }
        await broker.stop()
    }

    @Test("records written while the broker is down arrive, once, when it is up again")
    func downAndUp() async throws {
        try await withBroker { broker, cluster, place in
            try await cluster.withReader(from: [place: .beginning]) { consumer in
                try await cluster.withProducer { producer in
                    _ = try await producer.send(ProducerRecord(topic: "t", partition: 0, value: [0]))
                    var read: [ReadRecord] = try await consumer.readToEnd(of: [place])
                    try broker.takeDown(broker: 1)
                    try await producer.produce(
                        contentsOf: (1...20).map { ProducerRecord(topic: "t", partition: 0, value: [$0]) })
                    let down = await #expect(throws: KafkaError.self) {
                        try await producer.flush(deadline: .milliseconds(200))
                    }
                    #expect(down?.code == .timedOut)
                    try broker.bringUp(broker: 1)
                    try await producer.flush()
                    try await consumer.pollUntil("all records") { event in
                        if case .records(let batch) = event { read += batch.records.map { ReadRecord($0, in: batch) } }
                        return read.count >= 21
                    }
                    #expect(read.map(\.value) == (0...20).map { [UInt8($0)] })
                }
            }
        }
    }

    @Test("a refused append fails its sender with the broker's reason")
    func refusedAppend() async throws {
        try await withBroker { broker, cluster, place in
            try await cluster.withProducer(["enable.idempotence": "false", "retries": "0"]) { producer in
                _ = try await producer.send(ProducerRecord(topic: "t", partition: 0, value: [0]))
                try broker.failNext(.produce, with: [.messageTooLarge])
                try await producer.produce(ProducerRecord(topic: "t", partition: 0, value: [2]))
                let flushed = await #expect(throws: KafkaError.self) { try await producer.flush() }
                #expect(flushed?.code == .messageTooLarge)
                #expect(flushed?.topicPartition == place)
                try broker.failNext(.produce, with: [.topicAuthorizationFailed])
                let error = await #expect(throws: KafkaError.self) {
                    _ = try await producer.send(ProducerRecord(topic: "t", partition: 0, value: [1]))
                }
                #expect(error?.code == .topicAuthorizationFailed)
                #expect(error?.topicPartition == place)
                #expect(error?.description.contains("ACL") == true)
            }
        }
    }

    @Test("a passing failure of the coordinator delays a commit and does not lose it")
    func commitRetried() async throws {
        try await withBroker { broker, cluster, place in
            try await cluster.withReader(from: [place: .beginning], group: ConsumerGroup(id: "g")) { consumer in
                try broker.failNext(.offsetCommit, with: [.coordinatorLoading, .coordinatorLoading])
                do throws(KafkaError) {
                    try await consumer.commit([place: 3])
                } catch {
                    #expect(error.isRetriable, "\(error)")
                    try broker.clearFailures(of: .offsetCommit)
                    try await consumer.commit([place: 3])
                }
                #expect(try await consumer.committed([place]) == [place: 3])
            }
        }
    }

    @Test("a commit that nobody answers ends at its deadline")
    func commitDeadline() async throws {
        try await withBroker { broker, cluster, place in
            try await cluster.withReader(from: [place: .beginning], group: ConsumerGroup(id: "g")) { consumer in
                try await consumer.commit([place: 1])
                try broker.takeDown(broker: 1)
                let error = await #expect(throws: KafkaError.self) {
                    try await consumer.commit([place: 2], deadline: .milliseconds(300))
                }
                #expect(error?.code == .timedOut || error?.code == .transport)
                try broker.bringUp(broker: 1)
            }
        }
    }

    @Test("a partition that moves to another broker is read on without loss or repeat")
    func leaderMoves() async throws {
        try await withBroker(brokers: 2) { broker, cluster, place in
            try await cluster.withReader(from: [place: .beginning]) { consumer in
                try await cluster.withProducer { producer in
                    var read: [UInt8] = []
                    for round: UInt8 in 0..<4 {
                        try broker.moveLeader(of: place, to: 1 + Int(round) % 2)
                        for index in 0..<5 {
                            try await producer.produce(
                                ProducerRecord(topic: "t", partition: 0, value: [round * 5 + UInt8(index)]))
                        }
                        try await producer.flush()
                        try await consumer.pollUntil("round \(round)") { event in
                            if case .records(let batch) = event {
                                read += batch.records.compactMap { batch.value(of: $0)?.first }
                            }
                            return read.count >= (Int(round) + 1) * 5
                        }
                    }
                    #expect(read == Array(0..<20))
                }
            }
        }
    }

    @Test("trimmed records are told as a jump to the oldest record left")
    func trimmed() async throws {
        try await withBroker { _, cluster, place in
            let value = [UInt8](repeating: 1, count: 10_000)
            try await cluster.withProducer(["compression.type": "none"]) { producer in
                for _ in 0..<10 {
                    try await producer.produce(
                        contentsOf: (0..<100).map { _ in ProducerRecord(topic: "t", partition: 0, value: value) })
                    try await producer.flush()
                }
            }
            try await cluster.withReader(from: [place: .offset(3)]) { consumer in
                var jump: (expected: Int64, actual: Int64)?
                try await consumer.pollUntil("records") { event in
                    switch event {
                    case .offsetJumped(_, let expected, let actual): jump = (expected, actual)
                    case .records(let batch): return batch.records.first?.offset == jump?.actual
                    default: break
                    }
                    return false
                }
                let low = try await consumer.watermarks(of: place).low
                #expect(jump?.expected == 3)
                #expect(jump?.actual == low)
                #expect(low > 3)
            }
        }
    }

    @Test("a stopped broker refuses calls, and stopping twice changes nothing")
    func stopped() async throws {
        let broker = try EmbeddedBroker.start()
        await broker.stop()
        await broker.stop()
        let error = #expect(throws: KafkaError.self) { try broker.createTopic("t", partitions: 1) }
        #expect(error?.code == .closed)
    }
}
