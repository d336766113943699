import CRdKafka

extension KafkaAdmin {
    /// All groups the brokers know. A broker that could not be asked makes the call fail: a list that silently
    /// lacks some groups would be worse than none.
    public func listGroups(deadline: Duration = .seconds(15)) async throws(KafkaError) -> [GroupListing] {
        try await call("list of groups", deadline) { call throws(KafkaError) in
            rd_kafka_ListConsumerGroups(call.handle, call.options, call.queue)
        } read: { answer throws(KafkaError) in
            let result = rd_kafka_event_ListConsumerGroups_result(answer)
            var count = 0
            let errors = rd_kafka_ListConsumerGroups_result_errors(result, &count)
            if count > 0, let first = errors?[0] { throw KafkaError(reading: first) }
            let groups = rd_kafka_ListConsumerGroups_result_valid(result, &count)
            return (0..<count).compactMap { groups?[$0] }.map { group in
                GroupListing(
                    id: String(cString: rd_kafka_ConsumerGroupListing_group_id(group)),
                    state: Self.name(of: rd_kafka_ConsumerGroupListing_state(group)))
            }
        }
    }

    /// One group with its members. A group nobody ever used is `Dead` and has none.
    public func describeGroup(
        _ id: String, deadline: Duration = .seconds(15)
    ) async throws(KafkaError) -> GroupDescription {
        try await call("description of group \(id)", deadline) { call throws(KafkaError) in
            id.withCString { name in
                var names: [UnsafePointer<CChar>?] = [name]
                rd_kafka_DescribeConsumerGroups(call.handle, &names, 1, call.options, call.queue)
            }
        } read: { answer throws(KafkaError) in
            var count = 0
            let result = rd_kafka_event_DescribeConsumerGroups_result(answer)
            let groups = rd_kafka_DescribeConsumerGroups_result_groups(result, &count)
            guard count > 0, let group = groups?[0] else { throw KafkaError(code: .groupNotFound) }
            if let error = rd_kafka_ConsumerGroupDescription_error(group) { throw KafkaError(reading: error) }
            return GroupDescription(reading: group)
        }
    }

    /// What a group has committed. Partitions without a commit are left out.
    ///
    /// - Parameter partitions: only these; nil for all, which the embedded broker never answers.
    public func committedOffsets(
        group: String, partitions: [TopicPartition]? = nil, deadline: Duration = .seconds(15)
    ) async throws(KafkaError) -> [TopicPartition: CommittedOffset] {
        try await call("offsets of group \(group)", deadline) { call throws(KafkaError) in
            let native: OpaquePointer?
            if let partitions {
                native = PartitionList(partitions).withPointer { rd_kafka_ListConsumerGroupOffsets_new(group, $0) }
            } else {
                native = rd_kafka_ListConsumerGroupOffsets_new(group, nil)
            }
            Self.withArray([native].compactMap { $0 }, freeing: rd_kafka_ListConsumerGroupOffsets_destroy) {
                rd_kafka_ListConsumerGroupOffsets(call.handle, $0, $1, call.options, call.queue)
            }
        } read: { answer throws(KafkaError) in
            var count = 0
            let result = rd_kafka_event_ListConsumerGroupOffsets_result(answer)
            let groups = rd_kafka_ListConsumerGroupOffsets_result_groups(result, &count)
            return try Self.offsets(of: groups?[0], during: "offsets of group \(group)")
        }
    }

    /// Sets a group's offsets from outside: how a group is sent back to read again, or past what it need not.
    /// Nobody may be in the group.
    public func setCommittedOffsets(
        group: String, _ offsets: [TopicPartition: Int64], deadline: Duration = .seconds(15)
    ) async throws(KafkaError) {
        guard !offsets.isEmpty else { return }
        _ = try await call("setting the offsets of group \(group)", deadline) { call throws(KafkaError) in
            let native = PartitionList(offsets).withPointer { rd_kafka_AlterConsumerGroupOffsets_new(group, $0) }
            Self.withArray([native].compactMap { $0 }, freeing: rd_kafka_AlterConsumerGroupOffsets_destroy) {
                rd_kafka_AlterConsumerGroupOffsets(call.handle, $0, $1, call.options, call.queue)
            }
        } read: { answer throws(KafkaError) in
            var count = 0
            let result = rd_kafka_event_AlterConsumerGroupOffsets_result(answer)
            let groups = rd_kafka_AlterConsumerGroupOffsets_result_groups(result, &count)
            return try Self.offsets(of: groups?[0], during: "setting the offsets of group \(group)")
        }
    }

    private static func offsets(
        of group: OpaquePointer?, during call: String
    ) throws(KafkaError) -> [TopicPartition: CommittedOffset] {
        guard let group else { return [:] }
        if let error = rd_kafka_group_result_error(group) { throw KafkaError(reading: error) }
        guard let list = rd_kafka_group_result_partitions(group) else { return [:] }
        var offsets: [TopicPartition: CommittedOffset] = [:]
        for entry in PartitionList.read(list) {
            try check(entry.error(during: call))
            guard entry.offset >= 0 else { continue }
            offsets[entry.topicPartition] = CommittedOffset(offset: entry.offset, metadata: entry.metadata)
        }
        return offsets
    }

    static func name(of state: rd_kafka_consumer_group_state_t) -> String {
        rd_kafka_consumer_group_state_name(state).map { String(cString: $0) } ?? "Unknown"
    }
}

extension GroupDescription {
    init(reading native: OpaquePointer) {
        id = String(cString: rd_kafka_ConsumerGroupDescription_group_id(native))
        state = KafkaAdmin.name(of: rd_kafka_ConsumerGroupDescription_state(native))
        assignor = rd_kafka_ConsumerGroupDescription_partition_assignor(native).map { String(cString: $0) } ?? ""
        members = (0..<rd_kafka_ConsumerGroupDescription_member_count(native)).compactMap { index in
            rd_kafka_ConsumerGroupDescription_member(native, index).map { Member(reading: $0) }
        }
    }
}

extension GroupDescription.Member {
    init(reading native: OpaquePointer) {
        id = String(cString: rd_kafka_MemberDescription_consumer_id(native))
        clientID = String(cString: rd_kafka_MemberDescription_client_id(native))
        host = String(cString: rd_kafka_MemberDescription_host(native))
        let list = rd_kafka_MemberDescription_assignment(native).flatMap { rd_kafka_MemberAssignment_partitions($0) }
        partitions = list.map { PartitionList.read($0).map(\.topicPartition) } ?? []
    }
}
