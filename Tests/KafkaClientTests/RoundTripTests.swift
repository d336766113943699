import KafkaClient
import Testing

@Suite("What is written is what is read", .tags(.cluster), .removingTopics)
struct RoundTripTests {
    @Test("key, value, headers and timestamp come back byte for byte")
    func wholeRecord() async throws {
        let cluster = try TestCluster.ready()
        let topic = try await cluster.topic()
        let place = TopicPartition(topic: topic, partition: 0)
        let headers = [
            KafkaHeader(name: "a", text: "é"), KafkaHeader(name: "nil", value: nil),
            KafkaHeader(name: "empty", value: []),
            KafkaHeader(name: "a", value: [0, 255]),
        ]
        let position = try await cluster.withProducer { producer in
            try await producer.send(
                ProducerRecord(
                    topic: topic, partition: 0, key: bytes("k"), value: [0, 1, 2], headers: headers,
                    timestampMilliseconds: 1_700_000_000_123))
        }
        #expect(position == Acknowledgement(partition: 0, offset: 0))
        try await cluster.withReader(from: [place: .beginning]) { consumer in
            try await consumer.pollUntil("the record") { event in
                guard case .records(let batch) = event, let record = batch.records.first else { return false }
                #expect(batch.records.count == 1)
                #expect(record.topicPartition == place)
                #expect(record.offset == 0)
                #expect(record.timestampMilliseconds == 1_700_000_000_123)
                #expect(record.timestampKind == .create)
                #expect(batch.key(of: record) == bytes("k"))
                #expect(batch.value(of: record) == [0, 1, 2])
                #expect(batch.headers(of: record) == headers)
                #expect(batch.header(named: "a", of: record)?.value == [0, 255])
                #expect(batch.header(named: "none", of: record) == nil)
                return true
            }
        }
    }

    @Test("a tombstone is nil and an empty value is empty, and so for keys")
    func nilAndEmpty() async throws {
        let cluster = try TestCluster.ready()
        let topic = try await cluster.topic()
        try await cluster.withProducer { producer in
            try await producer.produce(contentsOf: [
                ProducerRecord(topic: topic, partition: 0, key: nil, value: nil),
                ProducerRecord(topic: topic, partition: 0, key: [], value: []),
                ProducerRecord(topic: topic, partition: 0, key: [7], value: nil),
            ])
            try await producer.flush()
        }
        let place = TopicPartition(topic: topic, partition: 0)
        let records = try await cluster.withReader(from: [place: .beginning]) { try await $0.readToEnd(of: [place]) }
        #expect(records.map(\.key) == [nil, [], [7]])
        #expect(records.map(\.value) == [nil, [], nil])
    }

    @Test("headers taken over from a record read arrive unchanged")
    func headersTakenOver() async throws {
        let cluster = try TestCluster.ready()
        let topic = try await cluster.topic()
        let place = TopicPartition(topic: topic, partition: 0)
        let headers = [
            KafkaHeader(name: "nil", value: nil), KafkaHeader(name: "x", value: [1]), KafkaHeader(name: "e", value: []),
        ]
        try await cluster.withProducer { producer in
            _ = try await producer.send(ProducerRecord(topic: topic, partition: 0, value: [9], headers: headers))
            let records = try await cluster.withReader(from: [place: .beginning]) { consumer in
                try await consumer.pollUntil("the record") { event in
                    guard case .records(let batch) = event, let record = batch.records.first else { return false }
                    var block = HeaderBlock()
                    batch.appendHeaders(of: record, to: &block)
                    block.append(name: "added", text: "by route")
                    let outcome = try batch.withValue(of: record) { value throws(KafkaError) in
                        try producer.tryProduce(topic: topic, partition: 0, key: nil, value: value, headers: block)
                    }
                    #expect(outcome == .queued)
                    try await producer.flush()
                    return true
                }
                try await consumer.seek([place: .offset(1)])
                return try await consumer.readToEnd(of: [place])
            }
            #expect(records.last?.value == [9])
            #expect(records.last?.headers == headers + [KafkaHeader(name: "added", text: "by route")])
        }
    }

    @Test("a batch may be read 64 bytes past its end, and its records lie inside it")
    func padding() async throws {
        let cluster = try TestCluster.ready()
        let topic = try await cluster.topic()
        let place = TopicPartition(topic: topic, partition: 0)
        try await cluster.withProducer { producer in
            try await producer.produce(ProducerRecord(topic: topic, partition: 0, key: [1, 2], value: [3, 4, 5]))
            try await producer.flush()
        }
        try await cluster.withReader(from: [place: .beginning]) { consumer in
            try await consumer.pollUntil("the record") { event in
                guard case .records(let batch) = event, let record = batch.records.first else { return false }
                #expect(batch.byteCount == 5)
                batch.withUnsafeBytes { buffer in
                    #expect(Array(buffer) == [1, 2, 3, 4, 5])
                    let padded = UnsafeRawBufferPointer(
                        start: buffer.baseAddress, count: buffer.count + RecordBatch.paddingByteCount)
                    #expect(padded.dropFirst(5).allSatisfy { $0 == 0 })
                }
                #expect(record.value?.range == 2..<5)
                return true
            }
        }
    }

    @Test("a batch stops at its limits and nothing is lost between batches")
    func batchLimits() async throws {
        let cluster = try TestCluster.ready()
        let topic = try await cluster.topic()
        let place = TopicPartition(topic: topic, partition: 0)
        try await cluster.withProducer { producer in
            let records = (0..<100).map {
                ProducerRecord(topic: topic, partition: 0, value: [UInt8($0)] + [UInt8](repeating: 0, count: 99))
            }
            try await producer.produce(contentsOf: records)
            try await producer.flush()
        }
        for limits in [BatchLimits(maxRecords: 7), BatchLimits(maxBytes: 650)] {
            var sizes: [Int] = []
            var firstBytes: [UInt8] = []
            try await cluster.withReader(from: [place: .beginning], batch: limits) { consumer in
                try await consumer.pollUntil("all records") { event in
                    guard case .records(let batch) = event else { return false }
                    sizes.append(batch.records.count)
                    firstBytes += batch.records.compactMap { batch.value(of: $0)?.first }
                    return firstBytes.count == 100
                }
            }
            #expect(sizes.allSatisfy { $0 <= 7 })
            #expect(firstBytes == (0..<100).map { UInt8($0) })
        }
    }
}
