import KafkaClient
import Testing

@Suite("Administration", .tags(.cluster), .removingTopics)
struct AdminTests {
    static let needsReal: Comment = "the embedded broker does not administrate; set KAFKA_BOOTSTRAP_SERVERS"

    let cluster: TestCluster

    init() throws {
        cluster = try TestCluster.ready()
    }

    private func withAdmin<R>(_ body: (KafkaAdmin) async throws -> R) async throws -> R {
        let admin = try KafkaAdmin(properties: cluster.properties, logger: TestCluster.logger)
        do {
            let result = try await body(admin)
            await admin.close()
            return result
        } catch {
            await admin.close()
            throw error
        }
    }

    @Test("metadata names brokers, topics, partitions and leaders, and asking creates nothing")
    func metadata() async throws {
        let topic = try await cluster.topic("meta", partitions: 3)
        try await withAdmin { admin in
            let metadata = try await admin.metadata(topics: [topic, "no-such-topic"])
            #expect(!metadata.brokers.isEmpty)
            #expect(metadata.topics.map(\.name) == [topic])
            #expect(metadata.topic(named: topic)?.partitions.map(\.id) == [0, 1, 2])
            let brokers = Set(metadata.brokers.map(\.id))
            #expect(metadata.topics.allSatisfy { $0.partitions.allSatisfy { brokers.contains($0.leader) } })
            let after = try await admin.metadata()
            #expect(after.topic(named: "no-such-topic") == nil)
        }
    }

    @Test("a topic that was made is known at once", .enabled(if: TestCluster.isReal, needsReal))
    func madeIsKnown() async throws {
        try await withAdmin { admin in
            for _ in 0..<10 {
                let name = TestCluster.unique("made")
                let results = try await admin.createTopics([NewTopic(name: name, partitions: 8, replication: 1)])
                #expect(results.map(\.error) == [nil])
                #expect(try await admin.metadata(topics: [name]).topic(named: name)?.partitions.count == 8)
                _ = try await admin.deleteTopics([name])
            }
        }
    }

    @Test("watermarks have an outcome per partition")
    func watermarks() async throws {
        let topic = try await cluster.topic("marks")
        try await cluster.withProducer { _ = try await $0.send(ProducerRecord(topic: topic, partition: 0, value: [1])) }
        try await withAdmin { admin in
            let good = TopicPartition(topic: topic, partition: 0)
            let bad = TopicPartition(topic: topic, partition: 42)
            let answers = try await admin.watermarks(of: [good, bad], deadline: .seconds(5))
            #expect(try answers[good]?.get() == Watermarks(low: 0, high: 1))
            #expect(throws: KafkaError.self) { try answers[bad]?.get() }
        }
    }

    @Test("a group's offsets are seen from outside")
    func committedOffsets() async throws {
        let place = TopicPartition(topic: try await cluster.topic("offsets"), partition: 0)
        let group = ConsumerGroup(id: TestCluster.unique("g"))
        try await cluster.withReader(from: [place: .beginning], group: group) {
            try await $0.commit([place: 3], metadata: "note")
        }
        try await withAdmin { admin in
            let offsets = try await admin.committedOffsets(group: group.id, partitions: [place])
            #expect(offsets == [place: CommittedOffset(offset: 3, metadata: "note")])
        }
    }

    @Test("a call that the cluster never answers ends at its deadline", .enabled(if: TestCluster.isEmbedded))
    func deadline() async throws {
        try await withAdmin { admin in
            let error = await #expect(throws: KafkaError.self) {
                _ = try await admin.createTopics([NewTopic(name: "never", partitions: 1)], deadline: .milliseconds(300))
            }
            #expect(error?.code == .timedOut)
        }
    }

    @Test("a topic that cannot be described is refused before anything is sent")
    func badTopic() async throws {
        try await withAdmin { admin in
            let error = await #expect(throws: KafkaError.self) {
                _ = try await admin.createTopics([NewTopic(name: "t", partitions: 0)], deadline: .seconds(2))
            }
            #expect(error?.code == .invalidArgument)
            #expect(error?.message.contains("topic t") == true)
        }
    }

    @Test(
        "topics are created, changed, grown and deleted, each with an outcome of its own",
        .enabled(if: TestCluster.isReal, needsReal))
    func lifeOfATopic() async throws {
        let name = TestCluster.unique("life")
        try await withAdmin { admin in
            let new = NewTopic(
                name: name, partitions: 2, replication: 1,
                config: ["cleanup.policy": "compact", "retention.ms": "1000000"])
            #expect(try await admin.createTopics([new]) == [TopicResult(topic: name, error: nil)])
            #expect(try await admin.createTopics([new]).first?.error?.code == .topicAlreadyExists)
            let altered = try await admin.alterTopicConfigs([name: ["retention.ms": nil, "segment.bytes": "1048576"]])
            #expect(altered == [TopicResult(topic: name, error: nil)])
            let entries = try await admin.describeTopicConfigs([name])[name]?.get() ?? []
            let set = entries.filter(\.isSetOnTopic).reduce(into: [:]) { $0[$1.name] = $1.value }
            #expect(set == ["cleanup.policy": "compact", "segment.bytes": "1048576"])
            #expect(try await admin.createPartitions([name: 5]).first?.error == nil)
            #expect(try await admin.createPartitions([name: 1]).first?.error?.code == .invalidPartitions)
            #expect(try await admin.deleteTopics([name]) == [TopicResult(topic: name, error: nil)])
        }
    }

    @Test("groups are listed, described and sent back", .enabled(if: TestCluster.isReal, needsReal))
    func groups() async throws {
        let topic = try await cluster.topic("groups")
        let place = TopicPartition(topic: topic, partition: 0)
        let group = ConsumerGroup(id: TestCluster.unique("g"), topics: [topic])
        let consumer = try cluster.consumer(group: group)
        try await consumer.pollUntil("assignment") { event in
            guard case .assigned(let partitions) = event else { return false }
            try await consumer.assign(Dictionary(uniqueKeysWithValues: partitions.map { ($0, .beginning) }))
            return true
        }
        try await consumer.commit([place: 0])
        try await withAdmin { admin in
            let described = try await admin.describeGroup(group.id)
            #expect(described.state == "Stable")
            #expect(described.members.map(\.partitions) == [[place]])
            let listed = try await admin.listGroups()
            #expect(listed.contains { $0.id == group.id })
            try await consumer.close()
            try await admin.setCommittedOffsets(group: group.id, [place: 9])
            #expect(try await admin.committedOffsets(group: group.id) == [place: CommittedOffset(offset: 9)])
        }
    }
}
