import CRdKafka
import Logging

/// Assignment: what the group gives and takes, and where reading starts.
///
/// The protocol is derived from the configuration: `rd_kafka_rebalance_protocol()` can hang while closing.
extension ConsumerCore {
    func handleRebalance(_ event: consuming NativeEvent, _ turn: inout Turn) {
        let partitions = event.partitions()
        turn.isOver = true
        switch rd_kafka_event_error(event.pointer) {
        case RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS:
            unanswered = .assigned(partitions)
            turn.trailing.append(.assigned(partitions))
        case RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS:
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
    func assign(_ offsets: [TopicPartition: StartOffset]) throws(KafkaError) {
        if isMember {
            guard case .assigned(let given) = unanswered else {
                throw Self.misplaced("assign(_:) answers ConsumerEvent.assigned, and none is waiting")
            }
            guard offsets.keys.allSatisfy(given.contains) else {
                throw Self.misplaced("assign(_:) got partitions the group did not give; it gave \(given.sorted())")
            }
        }
        let list = PartitionList(offsets.mapValues(\.native))
        try check(isMember && isCooperative ? add(list) : replace(list))
        unanswered = nil
        noteAssigned(offsets)
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

    private func noteAssigned(_ offsets: [TopicPartition: StartOffset]) {
        if !(isMember && isCooperative) { noteGone(Array(starts.keys)) }
        for (partition, offset) in offsets { starts[partition] = offset.native }
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
        return KafkaError(taking: rd_kafka_incremental_unassign(client.handle, PartitionList(partitions).pointer))
    }

    private func add(_ list: borrowing PartitionList) -> KafkaError? {
        KafkaError(taking: rd_kafka_incremental_assign(client.handle, list.pointer))
    }

    func replace(_ list: borrowing PartitionList) -> KafkaError? {
        KafkaError(rd_kafka_assign(client.handle, list.pointer), during: "assign")
    }

    private func assignNothing() -> KafkaError? {
        KafkaError(rd_kafka_assign(client.handle, nil), during: "unassign")
    }

    static func misplaced(_ message: String) -> KafkaError {
        KafkaError(code: .invalidState, message: message)
    }
}
