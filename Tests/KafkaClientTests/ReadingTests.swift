import KafkaClient
import Testing

@Suite("Reading from where the owner says", .tags(.cluster), .removingTopics)
struct ReadingTests {
    let cluster: TestCluster
    let place: TopicPartition

    init() async throws {
        cluster = try TestCluster.ready()
        place = TopicPartition(topic: try await cluster.topic("reading"), partition: 0)
        let topic = place.topic
        try await cluster.withProducer { producer in
            try await producer.produce(
                contentsOf: (0..<10).map { ProducerRecord(topic: topic, partition: 0, value: [$0]) })
            try await producer.flush()
        }
    }

    @Test("the end of a partition is told after its last record, with the offset that follows it")
    func endOfPartition() async throws {
        try await cluster.withReader(from: [place: .beginning]) { consumer in
            var seen: Int64 = 0
            try await consumer.pollUntil("the end") { event in
                switch event {
                case .records(let batch): seen = (batch.records.last?.offset ?? 0) + 1
                case .endOfPartition(let partition, let offset):
                    #expect(partition == place)
                    #expect(offset == 10)
                    #expect(seen == 10)
                    return true
                default: break
                }
                return false
            }
        }
    }

    @Test("an offset starts exactly there, the end at nothing", arguments: [StartOffset.offset(6), .end, .beginning])
    func starts(from start: StartOffset) async throws {
        let records = try await cluster.withReader(from: [place: start]) { try await $0.readToEnd(of: [place]) }
        switch start {
        case .offset(let offset): #expect(records.map(\.offset) == Array(offset..<10))
        case .end: #expect(records.isEmpty)
        default: #expect(records.map(\.offset) == Array(0..<10))
        }
    }

    @Test("seeking goes back and forth, and the position follows")
    func seek() async throws {
        try await cluster.withReader(from: [place: .beginning]) { consumer in
            #expect(try await consumer.readToEnd(of: [place]).count == 10)
            try await consumer.seek([place: .offset(3)])
            #expect(try await consumer.readToEnd(of: [place]).map(\.offset) == Array(3..<10))
            #expect(try await consumer.position([place]) == [place: 10])
            try await consumer.seek([place: .beginning])
            #expect(try await consumer.readToEnd(of: [place]).first?.offset == 0)
        }
    }

    @Test("seeking right after assignment, before anything is fetched, works too")
    func earlySeek() async throws {
        try await cluster.withReader(from: [place: .beginning]) { consumer in
            try await consumer.seek([place: .offset(8)])
            #expect(try await consumer.readToEnd(of: [place]).map(\.offset) == [8, 9])
        }
    }

    @Test("seeking a partition that is not assigned is refused by name")
    func strangerSeek() async throws {
        try await cluster.withReader(from: [place: .beginning]) { consumer in
            let stranger = TopicPartition(topic: place.topic, partition: 7)
            await #expect(
                throws: KafkaError(
                    code: .invalidState, message: "seek moves assigned partitions only", topicPartition: stranger)
            ) {
                try await consumer.seek([stranger: .beginning])
            }
        }
    }

    @Test("a paused partition stays silent until resumed, also across a seek")
    func pause() async throws {
        let topic = place.topic
        try await cluster.withReader(from: [place: .beginning]) { consumer in
            #expect(try await consumer.readToEnd(of: [place]).count == 10)
            try await consumer.pause([place])
            try await consumer.seek([place: .offset(0)])
            try await cluster.withProducer {
                _ = try await $0.send(ProducerRecord(topic: topic, partition: 0, value: [10]))
            }
            for _ in 0..<3 {
                for case .records in try await consumer.poll(timeoutMilliseconds: 100) {
                    Issue.record("a paused partition handed over records")
                }
            }
            try await consumer.resume([place])
            #expect(try await consumer.readToEnd(of: [place]).map(\.offset) == Array(0..<11))
        }
    }

    @Test("watermarks tell the bounds")
    func watermarks() async throws {
        try await cluster.withReader(from: [place: .beginning]) { consumer in
            let watermarks = try await consumer.watermarks(of: place)
            #expect(watermarks == Watermarks(low: 0, high: 10))
        }
    }

    @Test("commits come back with their notes; a restart goes on behind them")
    func commit() async throws {
        let group = ConsumerGroup(id: TestCluster.unique("g"))
        try await cluster.withReader(from: [place: .committed], group: group) { consumer in
            #expect(try await consumer.committed([place]).isEmpty)
            #expect(try await consumer.readToEnd(of: [place]).count == 10)
            try await consumer.commit([place: 4], metadata: "jusqu'à 4")
            #expect(
                try await consumer.committedOffsets([place])
                    == [place: CommittedOffset(offset: 4, metadata: "jusqu'à 4")])
        }
        let records = try await cluster.withReader(from: [place: .committed], group: group) {
            try await $0.readToEnd(of: [place])
        }
        #expect(records.first?.offset == 4)
    }

    @Test("without a commit the options decide between beginning and end")
    func noneCommitted() async throws {
        let group = ConsumerGroup(id: TestCluster.unique("g"))
        let records = try await cluster.withReader(
            from: [place: .committed], group: group, options: ConsumerOptions(whenNoneCommitted: .end)
        ) { try await $0.readToEnd(of: [place]) }
        #expect(records.isEmpty)
    }

    @Test("a position outside the log is told, and reading goes on at the oldest record")
    func jump() async throws {
        try await cluster.withReader(from: [place: .offset(1_000)]) { consumer in
            var jumps = 0
            try await consumer.pollUntil("records") { event in
                switch event {
                case .offsetJumped(let partition, let expected, let actual):
                    #expect(partition == place)
                    #expect(expected == 1_000)
                    #expect(actual == 0)
                    jumps += 1
                case .records(let batch):
                    #expect(jumps == 1, "the jump is told before the records behind it")
                    #expect(batch.records.first?.offset == 0)
                    return true
                default: break
                }
                return false
            }
        }
    }

    @Test("waking up ends a poll that would wait for long")
    func wakeUp() async throws {
        try await cluster.withReader(from: [place: .end]) { consumer in
            _ = try await consumer.readToEnd(of: [place])
            async let events = consumer.poll(timeoutMilliseconds: 60_000)
            consumer.wakeUp()
            #expect(try await events.isEmpty)
        }
    }

    @Test("cancelling the task ends a poll that would wait for long")
    func cancel() async throws {
        try await cluster.withReader(from: [place: .end]) { consumer in
            _ = try await consumer.readToEnd(of: [place])
            let task = Task { try await consumer.poll(timeoutMilliseconds: 60_000) }
            task.cancel()
            #expect(try await task.value.isEmpty)
        }
    }

    @Test("statistics arrive as JSON")
    func statistics() async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        let options = ConsumerOptions { continuation.yield($0) }
        try await cluster.withReader(["statistics.interval.ms": "50"], from: [place: .beginning], options: options) {
            consumer in
            async let first = stream.first { _ in true }
            _ = try await consumer.readToEnd(of: [place])
            var polls = 0
            while polls < 10 {
                _ = try await consumer.poll(timeoutMilliseconds: 30)
                polls += 1
            }
            continuation.finish()
            #expect(await first?.first == UInt8(ascii: "{"))
        }
    }
}
