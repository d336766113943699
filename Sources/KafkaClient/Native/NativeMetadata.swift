import CRdKafka

/// Reads `rd_kafka_metadata` and frees it.
enum NativeMetadata {
    /// Asks a broker what it knows.
    ///
    /// - Parameter topic: one topic, which must be a handle the client owns; nil for `allTopics`.
    static func fetch(
        _ client: NativeClient, allTopics: Bool, topic: OpaquePointer? = nil, milliseconds: Int32
    ) throws(KafkaError) -> ClusterMetadata {
        var native: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(client.handle, allTopics ? 1 : 0, topic, &native, milliseconds)
        try check(KafkaError(code, during: "metadata"))
        guard let native else { throw KafkaError(code: .timedOut, message: "metadata: no answer") }
        defer { rd_kafka_metadata_destroy(native) }
        return ClusterMetadata(reading: native.pointee)
    }
}

extension ClusterMetadata {
    init(reading native: rd_kafka_metadata) {
        brokers = (0..<Int(native.broker_cnt)).map { index in
            let broker = native.brokers[index]
            return Broker(id: broker.id, host: String(cString: broker.host), port: Int(broker.port))
        }
        topics = (0..<Int(native.topic_cnt)).map { Topic(reading: native.topics[$0]) }
    }

    /// The leader of each of these partitions, nil when no broker answered within a second.
    static func leaders(of partitions: Set<TopicPartition>, client: NativeClient) -> [TopicPartition: Int32]? {
        guard let metadata = try? NativeMetadata.fetch(client, allTopics: false, milliseconds: 1_000) else {
            return nil
        }
        var leaders: [TopicPartition: Int32] = [:]
        for topic in metadata.topics {
            for partition in topic.partitions {
                let place = TopicPartition(topic: topic.name, partition: partition.id)
                if partition.leader >= 0 && partitions.contains(place) { leaders[place] = partition.leader }
            }
        }
        return leaders
    }
}

extension ClusterMetadata.Topic {
    init(reading native: rd_kafka_metadata_topic) {
        name = String(cString: native.topic)
        error = KafkaError(native.err, during: "metadata of \(name)")
        partitions = (0..<Int(native.partition_cnt)).map { index in
            let partition = native.partitions[index]
            return ClusterMetadata.Partition(
                id: partition.id, leader: partition.leader,
                replicas: (0..<Int(partition.replica_cnt)).map { partition.replicas[$0] },
                inSyncReplicas: (0..<Int(partition.isr_cnt)).map { partition.isrs[$0] })
        }
    }
}
