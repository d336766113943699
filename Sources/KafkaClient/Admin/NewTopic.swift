/// A topic to create.
public struct NewTopic: Hashable, Sendable {
    /// The topic's name.
    public var name: String
    /// How many partitions, at least 1.
    public var partitions: Int
    /// How many replicas; -1 takes the cluster's default.
    public var replication: Int
    /// Topic properties, such as `cleanup.policy`.
    public var config: [String: String]

    /// A topic to create.
    public init(name: String, partitions: Int, replication: Int = -1, config: [String: String] = [:]) {
        self.name = name
        self.partitions = partitions
        self.replication = replication
        self.config = config
    }
}

/// What became of one topic of a call.
public struct TopicResult: Hashable, Sendable {
    /// The topic's name.
    public var topic: String
    /// Why it was refused; nil when it was done.
    public var error: KafkaError?

    /// An outcome.
    public init(topic: String, error: KafkaError?) {
        self.topic = topic
        self.error = error
    }
}

/// One property of a topic as the cluster has it.
public struct TopicConfigEntry: Hashable, Sendable {
    /// The property's name.
    public var name: String
    /// Its value; nil where it is unset or secret.
    public var value: String?
    /// Whether it was set on the topic itself, rather than taken from the brokers or from Kafka.
    public var isSetOnTopic: Bool
    /// Whether it cannot be changed.
    public var isReadOnly: Bool
    /// Whether its value is secret.
    public var isSensitive: Bool

    /// A property as a cluster would report it.
    public init(name: String, value: String?, isSetOnTopic: Bool, isReadOnly: Bool = false, isSensitive: Bool = false) {
        self.name = name
        self.value = value
        self.isSetOnTopic = isSetOnTopic
        self.isReadOnly = isReadOnly
        self.isSensitive = isSensitive
    }
}
