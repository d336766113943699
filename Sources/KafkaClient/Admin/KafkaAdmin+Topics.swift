import CRdKafka

extension KafkaAdmin {
    /// Creates topics, and returns when the cluster tells of them. One that exists already has `.topicAlreadyExists`.
    ///
    /// - Returns: an outcome per topic. A topic that is made but not told of within the deadline counts as made.
    /// - Throws: when the cluster did not answer, or an argument is wrong in itself.
    public func createTopics(
        _ topics: [NewTopic], deadline: Duration = .seconds(30)
    ) async throws(KafkaError) -> [TopicResult] {
        guard !topics.isEmpty else { return [] }
        let end = Deadline(after: deadline)
        let results = try await submit(topics, deadline)
        let made = Set(results.filter { $0.error == nil }.map(\.topic))
        try await waitUntilKnown(topics.filter { made.contains($0.name) }, end)
        return results
    }

    private func submit(_ topics: [NewTopic], _ deadline: Duration) async throws(KafkaError) -> [TopicResult] {
        try await call("creation of topics", deadline) { call throws(KafkaError) in
            var natives: [OpaquePointer] = []
            do throws(KafkaError) {
                for topic in topics { natives.append(try Self.native(topic)) }
            } catch {
                for native in natives { rd_kafka_NewTopic_destroy(native) }
                throw error
            }
            Self.withArray(natives, freeing: rd_kafka_NewTopic_destroy) {
                rd_kafka_CreateTopics(call.handle, $0, $1, call.options, call.queue)
            }
        } read: { answer in
            var count = 0
            let results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(answer), &count)
            return Self.topicResults(results, count)
        }
    }

    /// The controller answers as soon as it has decided; the brokers hear of it a little later, and until then deny the
    /// topic to whoever asks. There is nothing to wait on but their next answer.
    private func waitUntilKnown(_ topics: [NewTopic], _ end: Deadline) async throws(KafkaError) {
        guard !topics.isEmpty else { return }
        try await onThread("wait for new topics", end.duration) { client, _ throws(KafkaError) in
            let pause = Monitor()
            while !end.hasPassed {
                let known = try? NativeMetadata.fetch(client, allTopics: true, milliseconds: end.millisecondsLeft)
                if topics.allSatisfy({ known?.isComplete($0) ?? false }) { return }
                pause.locked { pause.wait(milliseconds: min(Int(end.millisecondsLeft), 20)) }
            }
        }
    }

    /// Raises topics' numbers of partitions; they can only grow, and keys move to other partitions with it.
    ///
    /// - Parameter totals: the wanted number of partitions by topic.
    public func createPartitions(
        _ totals: [String: Int], deadline: Duration = .seconds(30)
    ) async throws(KafkaError) -> [TopicResult] {
        guard !totals.isEmpty else { return [] }
        return try await call("creation of partitions", deadline) { call throws(KafkaError) in
            var natives: [OpaquePointer] = []
            for (topic, total) in totals {
                var reason = [CChar](repeating: 0, count: 512)
                if let native = rd_kafka_NewPartitions_new(topic, max(0, total), &reason, reason.count) {
                    natives.append(native)
                    continue
                }
                for native in natives { rd_kafka_NewPartitions_destroy(native) }
                throw KafkaError(
                    code: .invalidArgument, message: "\(total) partitions of \(topic): \(text(of: reason))")
            }
            Self.withArray(natives, freeing: rd_kafka_NewPartitions_destroy) {
                rd_kafka_CreatePartitions(call.handle, $0, $1, call.options, call.queue)
            }
        } read: { answer in
            var count = 0
            let result = rd_kafka_event_CreatePartitions_result(answer)
            return Self.topicResults(rd_kafka_CreatePartitions_result_topics(result, &count), count)
        }
    }

    /// Deletes topics with all their records.
    public func deleteTopics(
        _ topics: [String], deadline: Duration = .seconds(30)
    ) async throws(KafkaError) -> [TopicResult] {
        guard !topics.isEmpty else { return [] }
        return try await call("deletion of topics", deadline) { call throws(KafkaError) in
            let natives = topics.compactMap { rd_kafka_DeleteTopic_new($0) }
            Self.withArray(natives, freeing: rd_kafka_DeleteTopic_destroy) {
                rd_kafka_DeleteTopics(call.handle, $0, $1, call.options, call.queue)
            }
        } read: { answer in
            var count = 0
            let results = rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(answer), &count)
            return Self.topicResults(results, count)
        }
    }

    private static func native(_ topic: NewTopic) throws(KafkaError) -> OpaquePointer {
        guard topic.partitions >= 1 else {
            throw KafkaError(
                code: .invalidArgument,
                message: "topic \(topic.name): a topic has at least one partition, not \(topic.partitions)")
        }
        var reason = [CChar](repeating: 0, count: 512)
        guard
            let native = rd_kafka_NewTopic_new(
                topic.name, Int32(clamping: topic.partitions), Int32(clamping: topic.replication), &reason,
                reason.count)
        else {
            throw KafkaError(code: .invalidArgument, message: "topic \(topic.name): \(text(of: reason))")
        }
        for (name, value) in topic.config.sorted(by: { $0.key < $1.key }) {
            rd_kafka_NewTopic_set_config(native, name, value)
        }
        return native
    }
}

extension ClusterMetadata {
    /// Whether the topic is there with all its partitions, each with a leader.
    fileprivate func isComplete(_ topic: NewTopic) -> Bool {
        let partitions = self.topic(named: topic.name)?.partitions ?? []
        return partitions.count >= topic.partitions && partitions.allSatisfy { $0.leader >= 0 }
    }
}
