/// Brokers, topics and partitions, as one broker knew them at one moment.
public struct ClusterMetadata: Hashable, Sendable {
    /// A broker that is up.
    public struct Broker: Hashable, Sendable {
        /// The broker's number.
        public var id: Int32
        /// The host it listens on.
        public var host: String
        /// The port it listens on.
        public var port: Int
    }

    /// A topic.
    public struct Topic: Hashable, Sendable {
        /// The topic's name.
        public var name: String
        /// Why nothing is known about the topic; nil when all is well.
        public var error: KafkaError?
        /// The topic's partitions, in order.
        public var partitions: [Partition]
    }

    /// A partition of a topic.
    public struct Partition: Hashable, Sendable {
        /// The partition's number.
        public var id: Int32
        /// The broker that leads it; -1 while there is none.
        public var leader: Int32
        /// The brokers that keep it.
        public var replicas: [Int32]
        /// Those of them that are up to date.
        public var inSyncReplicas: [Int32]
    }

    /// The brokers that are up.
    public var brokers: [Broker]
    /// The topics that were asked about.
    public var topics: [Topic]

    /// The topic of this name.
    public func topic(named name: String) -> Topic? {
        topics.first { $0.name == name }
    }
}
