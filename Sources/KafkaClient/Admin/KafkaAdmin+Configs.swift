import CRdKafka

extension KafkaAdmin {
    /// The properties of topics; a topic that could not be asked has its error.
    public func describeTopicConfigs(
        _ topics: [String], deadline: Duration = .seconds(15)
    ) async throws(KafkaError) -> [String: Result<[TopicConfigEntry], KafkaError>] {
        guard !topics.isEmpty else { return [:] }
        return try await call("description of topics", deadline) { call throws(KafkaError) in
            let natives = topics.compactMap { rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, $0) }
            Self.withArray(natives, freeing: rd_kafka_ConfigResource_destroy) {
                rd_kafka_DescribeConfigs(call.handle, $0, $1, call.options, call.queue)
            }
        } read: { answer in
            var count = 0
            let result = rd_kafka_event_DescribeConfigs_result(answer)
            let resources = rd_kafka_DescribeConfigs_result_resources(result, &count)
            var answers: [String: Result<[TopicConfigEntry], KafkaError>] = [:]
            for resource in (0..<count).compactMap({ resources?[$0] }) {
                let name = String(cString: rd_kafka_ConfigResource_name(resource))
                answers[name] = Self.error(of: resource).map { .failure($0) } ?? .success(Self.entries(of: resource))
            }
            return answers
        }
    }

    /// Changes properties of topics and leaves their others as they are; nil takes a property back to the
    /// cluster's default. Returns when the cluster tells of the change.
    ///
    /// The call that librdkafka 2.0 has replaces *all* properties of a topic. So what is set on the topic is read
    /// first and written back with the changes: two administrators changing the same topic at the same moment
    /// may undo each other.
    public func alterTopicConfigs(
        _ changes: [String: [String: String?]], deadline: Duration = .seconds(30)
    ) async throws(KafkaError) -> [TopicResult] {
        let end = Deadline(after: deadline)
        let current = try await describeTopicConfigs(changes.keys.sorted(), deadline: deadline)
        var refused: [TopicResult] = []
        var wanted: [String: [String: String]] = [:]
        for (topic, change) in changes {
            switch current[topic] {
            case .success(let entries): wanted[topic] = Self.apply(change, to: entries)
            case .failure(let error): refused.append(TopicResult(topic: topic, error: error))
            case nil: refused.append(TopicResult(topic: topic, error: KafkaError(code: .unknownTopicOrPartition)))
            }
        }
        let left = Duration.milliseconds(Int64(end.millisecondsLeft))
        let results = try await replaceTopicConfigs(wanted, deadline: left)
        let changed = Set(results.filter { $0.error == nil }.map(\.topic))
        await waitUntilTold(wanted.filter { changed.contains($0.key) })
        return refused + results
    }

    /// The controller answers before the broker that is asked next knows, and the next change would write back what
    /// this one has just replaced. Not for long: a cluster may write a value in another way than it was given.
    private func waitUntilTold(_ wanted: [String: [String: String]]) async {
        let end = Deadline(after: .seconds(2))
        while !wanted.isEmpty, !end.hasPassed {
            let told = try? await describeTopicConfigs(wanted.keys.sorted(), deadline: .seconds(2))
            if wanted.allSatisfy({ Self.apply([:], to: (try? told?[$0.key]?.get()) ?? []) == $0.value }) { return }
            guard (try? await pause(milliseconds: 20)) != nil else { return }
        }
    }

    /// Lets the cluster come to itself before it is asked again.
    private func pause(milliseconds: Int) async throws(KafkaError) {
        try await onThread("pause", .seconds(1)) { _, _ throws(KafkaError) in
            let pause = Monitor()
            pause.locked { pause.wait(milliseconds: milliseconds) }
        }
    }

    private func replaceTopicConfigs(
        _ configs: [String: [String: String]], deadline: Duration
    ) async throws(KafkaError) -> [TopicResult] {
        guard !configs.isEmpty else { return [] }
        return try await call("change of topics", deadline) { call throws(KafkaError) in
            var natives: [OpaquePointer] = []
            for (topic, config) in configs {
                guard let native = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic) else { continue }
                for (name, value) in config { rd_kafka_ConfigResource_set_config(native, name, value) }
                natives.append(native)
            }
            Self.withArray(natives, freeing: rd_kafka_ConfigResource_destroy) {
                rd_kafka_AlterConfigs(call.handle, $0, $1, call.options, call.queue)
            }
        } read: { answer in
            var count = 0
            let result = rd_kafka_event_AlterConfigs_result(answer)
            let resources = rd_kafka_AlterConfigs_result_resources(result, &count)
            return (0..<count).compactMap { resources?[$0] }.map { resource in
                TopicResult(
                    topic: String(cString: rd_kafka_ConfigResource_name(resource)), error: Self.error(of: resource))
            }
        }
    }

    private static func apply(_ change: [String: String?], to entries: [TopicConfigEntry]) -> [String: String] {
        var config: [String: String] = [:]
        for entry in entries where entry.isSetOnTopic { config[entry.name] = entry.value }
        for (name, value) in change { config[name] = value }
        return config
    }

    private static func error(of resource: OpaquePointer) -> KafkaError? {
        let code = KafkaError.Code(rd_kafka_ConfigResource_error(resource))
        guard code.rawValue != 0 else { return nil }
        return KafkaError(
            code: code, message: rd_kafka_ConfigResource_error_string(resource).map { String(cString: $0) })
    }

    private static func entries(of resource: OpaquePointer) -> [TopicConfigEntry] {
        var count = 0
        let entries = rd_kafka_ConfigResource_configs(resource, &count)
        return (0..<count).compactMap { entries?[$0] }.map { entry in
            TopicConfigEntry(
                name: String(cString: rd_kafka_ConfigEntry_name(entry)),
                value: rd_kafka_ConfigEntry_value(entry).map { String(cString: $0) },
                isSetOnTopic: rd_kafka_ConfigEntry_source(entry) == RD_KAFKA_CONFIG_SOURCE_DYNAMIC_TOPIC_CONFIG,
                isReadOnly: rd_kafka_ConfigEntry_is_read_only(entry) == 1,
                isSensitive: rd_kafka_ConfigEntry_is_sensitive(entry) == 1)
        }
    }
}
