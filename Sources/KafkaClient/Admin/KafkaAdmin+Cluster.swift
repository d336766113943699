import CRdKafka

extension KafkaAdmin {
    /// The cluster's own identifier; nil when it has none, or no broker told it in time.
    public func clusterID(deadline: Duration = .seconds(10)) async throws(KafkaError) -> String? {
        try await onThread("cluster id", deadline) { client, end throws(KafkaError) in
            guard let native = rd_kafka_clusterid(client.handle, end.millisecondsLeft) else { return nil }
            defer { rd_kafka_mem_free(client.handle, native) }
            return String(cString: native)
        }
    }

    /// What the cluster knows of one topic, asked for as a producer asks: a cluster that makes topics on first use
    /// makes it now, others answer with an error in the topic.
    public func topic(
        madeOnFirstUse name: String, deadline: Duration = .seconds(10)
    ) async throws(KafkaError) -> ClusterMetadata.Topic? {
        try await onThread("metadata of \(name)", deadline) { client, end throws(KafkaError) in
            guard let topic = rd_kafka_topic_new(client.handle, name, nil) else {
                throw KafkaError(code: .invalidArgument, message: "`\(name)` is no topic name")
            }
            defer { rd_kafka_topic_destroy(topic) }
            var found: ClusterMetadata.Topic?
            // A topic under way has no leaders yet; the cluster needs a moment and another question.
            repeat {
                let metadata = try NativeMetadata.fetch(
                    client, allTopics: false, topic: topic, milliseconds: end.millisecondsLeft)
                found = metadata.topic(named: name)
            } while found.map(Self.isUnderWay) ?? false && end.millisecondsLeft > 0
            return found
        }
    }

    private static func isUnderWay(_ topic: ClusterMetadata.Topic) -> Bool {
        topic.error?.code == .leaderNotAvailable
            || topic.error == nil && (topic.partitions.isEmpty || topic.partitions.contains { $0.leader < 0 })
    }
}

extension EmbeddedBroker {
    /// Whether a cluster's identifier is that of an embedded broker, in whatever process it runs.
    public static func isEmbedded(clusterID: String?) -> Bool {
        clusterID?.hasPrefix("mockCluster") ?? false
    }
}
