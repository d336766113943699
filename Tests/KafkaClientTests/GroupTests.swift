import KafkaClient
import Synchronization
import Testing

@Suite("Groups", .tags(.cluster), .removingTopics)
struct GroupTests {
    @Test(
        "two members share partitions, commit on revocation, and every record is read exactly once",
        arguments: ["range", "cooperative-sticky"])
    func rebalance(strategy: String) async throws {
        let cluster = try TestCluster.ready()
        let topic = try await cluster.topic("shared", partitions: 4)
        let properties: KafkaProperties = ["partition.assignment.strategy": strategy]
        let group = ConsumerGroup(id: TestCluster.unique("g"), topics: [topic])
        let ledger = ReadLedger(expected: 400)
        let first = Member(try cluster.consumer(properties, group: group), ledger)
        try await write(cluster, topic, 0..<200)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await first.run() }
            await ledger.waitFor(100)
            let second = Member(try cluster.consumer(properties, group: group), ledger)
            tasks.addTask { try await second.run() }
            await second.waitForAssignment()
            try await write(cluster, topic, 200..<400)
            try await tasks.waitForAll()
        }
        #expect(ledger.values == Set(0..<400))
        #expect(ledger.repeatsOfCommitted == 0, "what was committed must not be read again")
        #expect(first.revocations > 0)
    }

    private func write(
        _ cluster: TestCluster, _ topic: String, _ range: Range<Int>, partitions: Int = 4
    ) async throws {
        try await cluster.withProducer { producer in
            try await producer.produce(
                contentsOf: range.map {
                    ProducerRecord(topic: topic, partition: Int32($0 % partitions), value: bytes("\($0)"))
                })
            try await producer.flush()
        }
    }

    @Test(
        "a member whose committed offsets are outside the log is told of every jump, and reads all that is left",
        arguments: ["range", "cooperative-sticky"])
    func jumps(strategy: String) async throws {
        let cluster = try TestCluster.ready()
        let topic = try await cluster.topic("trimmed", partitions: 3)
        let group = ConsumerGroup(id: TestCluster.unique("g"), topics: [topic])
        let places = (0..<3).map { TopicPartition(topic: topic, partition: $0) }
        try await write(cluster, topic, 0..<200, partitions: 3)
        let offsets: [TopicPartition: Int64] = [places[0]: 5_000, places[1]: 6_000, places[2]: 10]
        try await cluster.withReader(from: [:], group: ConsumerGroup(id: group.id)) { try await $0.commit(offsets) }
        let consumer = try cluster.consumer(["partition.assignment.strategy": strategy], group: group)
        var jumped: [TopicPartition: Int64] = [:]
        var read: [Int32: [Int64]] = [:]
        try await consumer.pollUntil("all records") { event in
            switch event {
            case .assigned(let partitions):
                try await consumer.assign(Dictionary(uniqueKeysWithValues: partitions.map { ($0, .committed) }))
            case .offsetJumped(let place, let expected, let actual):
                #expect(actual == 0)
                jumped[place] = expected
            case .records(let batch):
                for record in batch.records { read[record.partition, default: []].append(record.offset) }
            case .revoked, .failed, .endOfPartition: break
            }
            return read.values.reduce(0) { $0 + $1.count } >= 67 + 67 + 56
        }
        #expect(jumped == [places[0]: 5_000, places[1]: 6_000])
        #expect(read == [0: Array(0..<67), 1: Array(0..<67), 2: Array(10..<66)])
        try await consumer.close()
    }

    @Test("answers that do not fit are refused and say why")
    func misplacedAnswers() async throws {
        let cluster = try TestCluster.ready()
        let topic = try await cluster.topic()
        let consumer = try cluster.consumer(group: ConsumerGroup(id: TestCluster.unique("g"), topics: [topic]))
        let place = TopicPartition(topic: topic, partition: 0)
        let assign = await #expect(throws: KafkaError.self) { try await consumer.assign([place: .beginning]) }
        #expect(assign?.code == .invalidState)
        let finish = await #expect(throws: KafkaError.self) { try await consumer.finishRevocation([place]) }
        #expect(finish?.code == .invalidState)
        try await consumer.close()
    }

    @Test("an assignment nobody answered does not keep the consumer from closing")
    func unansweredAssignment() async throws {
        let cluster = try TestCluster.ready()
        let topic = try await cluster.topic()
        let consumer = try cluster.consumer(group: ConsumerGroup(id: TestCluster.unique("g"), topics: [topic]))
        try await consumer.pollUntil("assignment") { event in
            if case .assigned = event { true } else { false }
        }
        let stranger = TopicPartition(topic: topic, partition: 9)
        await #expect(throws: KafkaError.self) { try await consumer.assign([stranger: .beginning]) }
        try await consumer.close(deadline: .seconds(10))
    }
}

/// What all members read together.
final class ReadLedger: Sendable {
    private struct State {
        var values: Set<Int> = []
        var repeatsOfCommitted = 0
        var committed: [TopicPartition: Int64] = [:]
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())
    let expected: Int

    init(expected: Int) { self.expected = expected }

    var values: Set<Int> { state.withLock { $0.values } }
    var repeatsOfCommitted: Int { state.withLock { $0.repeatsOfCommitted } }
    var isComplete: Bool { state.withLock { $0.values.count >= expected } }

    func noteCommitted(_ offsets: [TopicPartition: Int64]) {
        state.withLock { $0.committed.merge(offsets) { max($0, $1) } }
    }

    func note(_ value: Int, at place: TopicPartition, _ offset: Int64) {
        let ready = state.withLock { state in
            state.values.insert(value)
            if offset < state.committed[place] ?? 0 { state.repeatsOfCommitted += 1 }
            let ready = state.waiters.filter { $0.count <= state.values.count }
            state.waiters.removeAll { $0.count <= state.values.count }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    func waitFor(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.values.count < count { state.waiters.append((count, continuation)) }
                return state.values.count >= count
            }
            if isThere { continuation.resume() }
        }
    }
}

/// A member of a group that does what an owner should: commit what it read before it lets go.
final class Member: Sendable {
    private let consumer: KafkaConsumer
    private let ledger: ReadLedger
    private let positions = Mutex<[TopicPartition: Int64]>([:])
    private let revocationCount = Mutex(0)
    private let assignments = AsyncStream.makeStream(of: Void.self)

    init(_ consumer: KafkaConsumer, _ ledger: ReadLedger) {
        self.consumer = consumer
        self.ledger = ledger
    }

    var revocations: Int { revocationCount.withLock { $0 } }

    func waitForAssignment() async {
        for await _ in assignments.stream { return }
    }

    func run() async throws {
        let end = ContinuousClock.now.advanced(by: .seconds(300))
        while !ledger.isComplete && ContinuousClock.now < end {
            for event in try await consumer.poll(timeoutMilliseconds: 50) { try await handle(event) }
        }
        try await consumer.close()
    }

    private func handle(_ event: ConsumerEvent) async throws {
        switch event {
        case .assigned(let partitions):
            try await consumer.assign(Dictionary(uniqueKeysWithValues: partitions.map { ($0, .committed) }))
            if !partitions.isEmpty { assignments.continuation.yield() }
        case .revoked(let partitions, let isLost):
            revocationCount.withLock { $0 += 1 }
            let mine = positions.withLock { positions in
                defer { for partition in partitions { positions[partition] = nil } }
                return positions.filter { partitions.contains($0.key) }
            }
            if !isLost { try await commit(mine) }
            try await consumer.finishRevocation(partitions)
        case .records(let batch):
            for record in batch.records {
                guard let value = batch.value(of: record), let number = Int(String(decoding: value, as: UTF8.self))
                else { continue }
                ledger.note(number, at: record.topicPartition, record.offset)
                positions.withLock { $0[record.topicPartition] = record.offset + 1 }
            }
            try await commit(positions.withLock { $0 })
        case .offsetJumped, .failed, .endOfPartition: break
        }
    }

    // A group that is rebalancing may refuse: then the records come again, which is not counted.
    private func commit(_ offsets: [TopicPartition: Int64]) async throws {
        do {
            try await consumer.commit(offsets)
            ledger.noteCommitted(offsets)
        } catch {
            guard error.code == .rebalanceInProgress || error.code == .illegalGeneration else { throw error }
        }
    }
}
