import CRdKafka

extension KafkaError {
    /// What went wrong, as a number that librdkafka and the Kafka protocol share: negative codes are found by
    /// the client itself, positive ones are the broker's.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The code's number.
        public let rawValue: Int32

        /// Any code, also one without a constant here.
        public init(rawValue: Int32) { self.rawValue = rawValue }

        /// librdkafka's own name, such as `_TRANSPORT` or `UNKNOWN_TOPIC_OR_PART`: what to search for.
        public var name: String {
            String(cString: rd_kafka_err2name(rd_kafka_resp_err_t(rawValue: rawValue)))
        }

        /// librdkafka's short text for the code.
        public var text: String {
            String(cString: rd_kafka_err2str(rd_kafka_resp_err_t(rawValue: rawValue)))
        }

        /// The code's name.
        public var description: String { name }

        init(_ native: rd_kafka_resp_err_t) { self.init(rawValue: native.rawValue) }
    }
}

extension KafkaError.Code {
    /// The connection to a broker failed.
    public static let transport = Self(RD_KAFKA_RESP_ERR__TRANSPORT)
    /// A host name could not be resolved.
    public static let hostNotResolved = Self(RD_KAFKA_RESP_ERR__RESOLVE)
    /// A record was not acknowledged within `message.timeout.ms`.
    public static let messageTimedOut = Self(RD_KAFKA_RESP_ERR__MSG_TIMED_OUT)
    /// The partition does not exist in the topic.
    public static let unknownPartition = Self(RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION)
    /// The topic does not exist, as far as the client knows.
    public static let unknownTopic = Self(RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC)
    /// No broker can be reached.
    public static let allBrokersDown = Self(RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN)
    /// An argument or a property was refused.
    public static let invalidArgument = Self(RD_KAFKA_RESP_ERR__INVALID_ARG)
    /// The deadline of the call passed.
    public static let timedOut = Self(RD_KAFKA_RESP_ERR__TIMED_OUT)
    /// The producer's queue is full.
    public static let queueFull = Self(RD_KAFKA_RESP_ERR__QUEUE_FULL)
    /// The call does not fit the state of the client.
    public static let invalidState = Self(RD_KAFKA_RESP_ERR__STATE)
    /// The client was closed.
    public static let closed = Self(RD_KAFKA_RESP_ERR__DESTROY)
    /// This librdkafka has no such function.
    public static let notImplemented = Self(RD_KAFKA_RESP_ERR__NOT_IMPLEMENTED)
    /// The broker refused the credentials.
    public static let authentication = Self(RD_KAFKA_RESP_ERR__AUTHENTICATION)
    /// TLS failed.
    public static let tls = Self(RD_KAFKA_RESP_ERR__SSL)
    /// No offset is stored.
    public static let noOffset = Self(RD_KAFKA_RESP_ERR__NO_OFFSET)
    /// A client instance is beyond repair.
    public static let fatal = Self(RD_KAFKA_RESP_ERR__FATAL)
    /// A record was thrown out of the queue, mostly by an abort.
    public static let purgedFromQueue = Self(RD_KAFKA_RESP_ERR__PURGE_QUEUE)
    /// A record was thrown out while under way: whether the broker has it is not known.
    public static let purgedInFlight = Self(RD_KAFKA_RESP_ERR__PURGE_INFLIGHT)
    /// The consumer did not poll within `max.poll.interval.ms` and left its group.
    public static let maxPollExceeded = Self(RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED)
    /// Another producer with the same transactional id took over.
    public static let fenced = Self(RD_KAFKA_RESP_ERR__FENCED)
    /// The partitions went to another member already.
    public static let assignmentLost = Self(RD_KAFKA_RESP_ERR__ASSIGNMENT_LOST)
    /// The position is outside the log.
    public static let autoOffsetReset = Self(RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET)

    /// The offset is outside the log.
    public static let offsetOutOfRange = Self(RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE)
    /// The broker knows no such topic or partition.
    public static let unknownTopicOrPartition = Self(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
    /// The partition has no leader just now.
    public static let leaderNotAvailable = Self(RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE)
    /// The broker is not the partition's leader any more.
    public static let notLeaderForPartition = Self(RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION)
    /// The broker did not finish the request in time.
    public static let requestTimedOut = Self(RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT)
    /// The record is larger than `max.message.bytes` of the topic or `message.max.bytes` of the client.
    public static let messageTooLarge = Self(RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE)
    /// The coordinator is loading.
    public static let coordinatorLoading = Self(RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS)
    /// The coordinator is not available.
    public static let coordinatorNotAvailable = Self(RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE)
    /// The broker is not the coordinator any more.
    public static let notCoordinator = Self(RD_KAFKA_RESP_ERR_NOT_COORDINATOR)
    /// The topic's name or use is not allowed.
    public static let invalidTopic = Self(RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION)
    /// Too few replicas are in sync for `acks=all`.
    public static let notEnoughReplicas = Self(RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS)
    /// The group moved on: the member's generation is over.
    public static let illegalGeneration = Self(RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION)
    /// The group does not know the member any more.
    public static let unknownMember = Self(RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID)
    /// The group is redistributing its partitions.
    public static let rebalanceInProgress = Self(RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS)
    /// The principal may not use the topic.
    public static let topicAuthorizationFailed = Self(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED)
    /// The principal may not use the group.
    public static let groupAuthorizationFailed = Self(RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED)
    /// The principal may not do this to the cluster.
    public static let clusterAuthorizationFailed = Self(RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED)
    /// The principal may not use the transactional id.
    public static let transactionalIDAuthorizationFailed =
        Self(RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED)
    /// The topic exists already.
    public static let topicAlreadyExists = Self(RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS)
    /// The number of partitions is not allowed; it can only grow.
    public static let invalidPartitions = Self(RD_KAFKA_RESP_ERR_INVALID_PARTITIONS)
    /// More replicas were asked for than there are brokers.
    public static let invalidReplicationFactor = Self(RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR)
    /// A topic property was refused.
    public static let invalidConfig = Self(RD_KAFKA_RESP_ERR_INVALID_CONFIG)
    /// Another transaction of the same id is still finishing.
    public static let concurrentTransactions = Self(RD_KAFKA_RESP_ERR_CONCURRENT_TRANSACTIONS)
    /// Another member with the same `group.instance.id` took over.
    public static let fencedInstance = Self(RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID)
    /// Another producer with the same transactional id took over.
    public static let producerFenced = Self(RD_KAFKA_RESP_ERR_PRODUCER_FENCED)
    /// The producer's epoch is over: mostly another producer took over.
    public static let invalidProducerEpoch = Self(RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH)
    /// The group still has members.
    public static let groupNotEmpty = Self(RD_KAFKA_RESP_ERR_NON_EMPTY_GROUP)
    /// The group does not exist.
    public static let groupNotFound = Self(RD_KAFKA_RESP_ERR_GROUP_ID_NOT_FOUND)
    /// A pending transaction hides the committed offset.
    public static let unstableOffset = Self(RD_KAFKA_RESP_ERR_UNSTABLE_OFFSET_COMMIT)

    /// Whether the same call may succeed a moment later without anybody doing anything.
    public var isTransient: Bool { Self.transient.contains(self) }

    private static let transient: Set<Self> = [
        .transport, .timedOut, .queueFull, .allBrokersDown, .leaderNotAvailable, .notLeaderForPartition,
        .requestTimedOut, .coordinatorLoading, .coordinatorNotAvailable, .notCoordinator, .notEnoughReplicas,
        .rebalanceInProgress, .concurrentTransactions, .unstableOffset, .hostNotResolved,
    ]
}
