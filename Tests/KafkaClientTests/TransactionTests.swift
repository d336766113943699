import KafkaClient
import Testing

@Suite("Transactions", .tags(.cluster), .removingTopics)
struct TransactionTests {
    static let needsReal: Comment =
        "the embedded broker accepts transactions without applying them; set KAFKA_BOOTSTRAP_SERVERS"

    let cluster: TestCluster
    let input: TopicPartition
    let output: TopicPartition

    init() async throws {
        cluster = try TestCluster.ready()
        input = TopicPartition(topic: try await cluster.topic("in"), partition: 0)
        output = TopicPartition(topic: try await cluster.topic("out"), partition: 0)
    }

    private func record(_ text: String) -> ProducerRecord {
        ProducerRecord(topic: output.topic, partition: 0, value: bytes(text))
    }

    private func visible() async throws -> [String?] {
        try await cluster.withReader(from: [output: .beginning]) { consumer in
            try await consumer.readToEnd(of: [output]).map(\.text)
        }
    }

    @Test("a whole turn goes through: begin, produce, offsets, commit, again")
    func wholeTurn() async throws {
        let producer = try cluster.producer(transactionalID: TestCluster.unique("tx"))
        try await producer.initTransactions()
        try await cluster.withReader(from: [input: .beginning], group: ConsumerGroup(id: TestCluster.unique("g"))) {
            consumer in
            for turn in 0..<3 {
                try await producer.beginTransaction()
                try await producer.produce(record("turn \(turn)"))
                let group = try await consumer.groupMetadata()
                try await producer.sendOffsets([input: Int64(turn)], group: group)
                try await producer.commitTransaction()
            }
        }
        try await producer.close()
        #expect(try await visible() == ["turn 0", "turn 1", "turn 2"])
    }

    @Test("producing outside a transaction is refused and says what to do; so is a commit")
    func outside() async throws {
        let producer = try cluster.producer(transactionalID: TestCluster.unique("tx"))
        try await producer.initTransactions()
        let error = await #expect(throws: KafkaError.self) { try await producer.produce(record("x")) }
        #expect(error?.code == .invalidState)
        #expect(error?.message.contains("begin a transaction first") == true)
        await #expect(throws: TransactionError.self) { try await producer.commitTransaction(deadline: .seconds(2)) }
        try await producer.close()
    }

    @Test("an abort forgets its records' failures and the next transaction works")
    func abortThenGoOn() async throws {
        let producer = try cluster.producer(transactionalID: TestCluster.unique("tx"))
        try await producer.initTransactions()
        try await producer.beginTransaction()
        for index in 0..<100 { try await producer.produce(record("aborted \(index)")) }
        try await producer.abortTransaction()
        try await producer.beginTransaction()
        try await producer.produce(record("kept"))
        try await producer.commitTransaction()
        try await producer.close()
        #expect(try await visible().last == "kept")
    }

    @Test("a deadline that passes while no broker can be reached is retriable", .enabled(if: TestCluster.isEmbedded))
    func deadline() async throws {
        let producer = try KafkaProducer(
            properties: ["bootstrap.servers": "127.0.0.1:1"], transactionalID: "tx", logger: TestCluster.logger)
        let error = await #expect(throws: TransactionError.self) {
            try await producer.initTransactions(deadline: .milliseconds(300))
        }
        guard case .retriable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try await producer.close(deadline: .seconds(1))
    }

    @Test(
        "what was aborted is never seen, open transactions hold the end back",
        .enabled(if: TestCluster.isReal, needsReal))
    func isolation() async throws {
        let producer = try cluster.producer(transactionalID: TestCluster.unique("tx"))
        try await producer.initTransactions()
        try await producer.beginTransaction()
        _ = try await producer.send(record("aborted"))
        #expect(try await visible().isEmpty)
        try await producer.abortTransaction()
        try await producer.beginTransaction()
        try await producer.produce(record("kept"))
        try await producer.commitTransaction()
        #expect(try await visible() == ["kept"])
        try await producer.close()
    }

    @Test(
        "offsets are committed with the transaction, and not with an aborted one",
        .enabled(if: TestCluster.isReal, needsReal))
    func offsets() async throws {
        let producer = try cluster.producer(transactionalID: TestCluster.unique("tx"))
        try await producer.initTransactions()
        try await cluster.withReader(from: [input: .beginning], group: ConsumerGroup(id: TestCluster.unique("g"))) {
            consumer in
            try await producer.beginTransaction()
            try await producer.sendOffsets([input: 5], group: try await consumer.groupMetadata())
            try await producer.abortTransaction()
            #expect(try await consumer.committed([input]).isEmpty)
            try await producer.beginTransaction()
            try await producer.sendOffsets(
                [input: CommittedOffset(offset: 7, metadata: "note")], group: try await consumer.groupMetadata())
            try await producer.commitTransaction()
            #expect(
                try await consumer.committedOffsets([input]) == [input: CommittedOffset(offset: 7, metadata: "note")])
        }
        try await producer.close()
    }

    @Test("a second producer of the same id fences the first", .enabled(if: TestCluster.isReal, needsReal))
    func fencing() async throws {
        let id = TestCluster.unique("tx")
        let zombie = try cluster.producer(transactionalID: id)
        try await zombie.initTransactions()
        try await zombie.beginTransaction()
        _ = try await zombie.send(record("zombie"))
        let heir = try cluster.producer(transactionalID: id)
        try await heir.initTransactions()
        let error = await #expect(throws: TransactionError.self) { try await zombie.commitTransaction() }
        guard case .fatal = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try? await zombie.close(deadline: .seconds(2))
        try await heir.close()
        #expect(try await visible().isEmpty)
    }
}
