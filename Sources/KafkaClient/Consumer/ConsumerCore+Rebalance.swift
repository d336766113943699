import CRdKafka
import Logging

/// Assignment: what the group gives and takes, and where reading starts.
///
/// The protocol is derived from the configuration: `rd_kafka_rebalance_protocol()` can hang while closing.
extension ConsumerCore {
    func handleRebalance(_ event: consuming NativeEvent, _ turn: inout Turn) {
        let partitions = event.entries().map(\.topicPartition)
        turn.isOver = true
        switch event.errorCode.rawValue {
        case RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS.rawValue:
            unanswered = .assigned(partitions)
            turn.trailing.append(.assigned(partitions))
        case RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS.rawValue:
            unanswered = .revoked(partitions)
            let isLost = rd_kafka_assignment_lost(client.handle) != 0
            turn.trailing.append(.revoked(partitions, lost: isLost))
        default:
            // The group could not agree on anything: read nothing until it does.
            rd_kafka_assign(client.handle, nil)
            if let error = event.error() { turn.trailing.append(.failed(error)) }
        }
    }

    /// Answers an assignment of the group, or sets the partitions of a consumer that joins no group.
    ///
    /// Committed offsets are asked for here rather than left to librdkafka: with `auto.offset.reset=error` it
    /// would stop each partition without one, and a stopped partition is not started again easily (see `move`).
    func assign(_ offsets: [TopicPartition: StartOffset], by deadline: Deadline) throws(KafkaError) {
        if isMember {
            guard case .assigned(let given) = unanswered else {
                throw Self.misplaced("assign(_:) answers ConsumerEvent.assigned, and none is waiting")
            }
            guard offsets.keys.allSatisfy(given.contains) else {
                throw Self.misplaced("assign(_:) got partitions the group did not give; it gave \(given.sorted())")
            }
        }
        let starts = try resolve(offsets, by: deadline)
        let list = PartitionList(starts)
        try check(isMember && isCooperative ? add(list) : replace(list))
        unanswered = nil
        noteAssigned(starts)
    }

    /// Answers a revocation: the partitions are let go.
    func finishRevocation(_ partitions: [TopicPartition]) throws(KafkaError) {
        guard case .revoked(let taken) = unanswered else {
            throw Self.misplaced("finishRevocation(_:) answers ConsumerEvent.revoked, and none is waiting")
        }
        guard Set(partitions) == Set(taken) else {
            throw Self.misplaced("finishRevocation(_:) must name what was revoked: \(taken.sorted())")
        }
        try check(letGo(partitions))
        unanswered = nil
        noteGone(partitions)
    }

    /// Answers whatever is waiting for an answer by reading nothing: part of closing.
    func answerBeforeClosing() {
        switch unanswered {
        case .assigned: _ = isCooperative ? add(PartitionList()) : assignNothing()
        case .revoked(let partitions): _ = letGo(partitions)
        case nil: break
        }
        unanswered = nil
    }

    private func resolve(
        _ offsets: [TopicPartition: StartOffset], by deadline: Deadline
    ) throws(KafkaError) -> [TopicPartition: Int64] {
        let wanted = offsets.filter { $0.value == .committed }.map(\.key)
        let committed = try client.committedOffsets(wanted, by: deadline)
        let otherwise: StartOffset = options.whenNoneCommitted == .beginning ? .beginning : .end
        var starts: [TopicPartition: Int64] = [:]
        for (partition, offset) in offsets {
            let isUnknown = offset == .committed && committed[partition] == nil
            starts[partition] = committed[partition]?.offset ?? (isUnknown ? otherwise : offset).native
        }
        return starts
    }

    private func noteAssigned(_ offsets: [TopicPartition: Int64]) {
        if !(isMember && isCooperative) { noteGone(Array(starts.keys)) }
        starts.merge(offsets) { $1 }
        jumps.forget(offsets.keys)
    }

    private func noteGone(_ partitions: [TopicPartition]) {
        for partition in partitions {
            starts[partition] = nil
            paused.remove(partition)
        }
        jumps.forget(partitions)
    }

    func letGo(_ partitions: [TopicPartition]) -> KafkaError? {
        guard isCooperative else { return assignNothing() }
        return KafkaError(
            taking: PartitionList(partitions).withPointer { rd_kafka_incremental_unassign(client.handle, $0) })
    }

    private func add(_ list: borrowing PartitionList) -> KafkaError? {
        KafkaError(taking: list.withPointer { rd_kafka_incremental_assign(client.handle, $0) })
    }

    func replace(_ list: borrowing PartitionList) -> KafkaError? {
        KafkaError(list.withPointer { rd_kafka_assign(client.handle, $0) }, during: "assign")
    }

    private func assignNothing() -> KafkaError? {
        KafkaError(rd_kafka_assign(client.handle, nil), during: "unassign")
    }

    static func misplaced(_ message: String) -> KafkaError {
        KafkaError(code: .invalidState, message: message)
    }
}
