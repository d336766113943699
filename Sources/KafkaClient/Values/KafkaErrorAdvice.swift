extension KafkaError.Code {
    /// What a person can do about this kind of failure, in one sentence; nil where the message says it all.
    public var advice: String? {
        switch self {
        case .transport, .allBrokersDown, .hostNotResolved:
            "Check that bootstrap.servers is right and that a broker listens there"
        case .authentication, .tls:
            "Check security.protocol, the sasl.* and the ssl.* properties"
        case .unknownTopic, .unknownTopicOrPartition, .unknownPartition:
            "Create the topic, or correct its name or partition"
        case .topicAuthorizationFailed, .groupAuthorizationFailed, .clusterAuthorizationFailed,
            .transactionalIDAuthorizationFailed:
            "Ask for the access rule (ACL) that this principal lacks"
        case .messageTooLarge:
            "Raise message.max.bytes here and max.message.bytes of the topic, or send less in one record"
        case .messageTimedOut:
            "No broker acknowledged the record within message.timeout.ms; see the errors logged before"
        case .notEnoughReplicas:
            "Too few replicas are in sync for acks=all; the brokers need attention"
        case .fenced, .producerFenced, .invalidProducerEpoch:
            "Another producer uses the same transactional id; build a new one only if this process is the owner"
        case .fencedInstance:
            "Another member of the group uses the same group.instance.id; give each process a name of its own"
        case .maxPollExceeded:
            "Handle fewer records per poll or raise max.poll.interval.ms"
        case .illegalGeneration, .unknownMember, .assignmentLost:
            "Another member may own the partitions by now; expect the records again"
        case .invalidReplicationFactor:
            "Ask for at most as many replicas as there are brokers"
        case .offsetOutOfRange, .autoOffsetReset:
            "The log was trimmed past the position: some records were never read"
        default:
            nil
        }
    }
}
