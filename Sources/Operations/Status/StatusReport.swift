public import Cooperation

/// How a worker stands, told from the log alone: no worker need run.
public struct StatusReport: Encodable, Sendable {
    /// How far one stage lies behind in one partition.
    public struct Lag: Encodable, Sendable {
        /// The stage.
        public var stage: String
        /// The topic it reads.
        public var topic: String
        /// The partition.
        public var partition: Int32
        /// The next offset it will read; nil when its group has committed none.
        public var committed: Int64?
        /// The partition's end.
        public var end: Int64
        /// Records not yet dealt with.
        public var records: Int64
        /// The age of the oldest of them, in seconds; 0 when there is none.
        public var seconds: Int64
    }

    /// What one subscription waits for.
    public struct Waiting: Encodable, Sendable {
        /// The subscription.
        public var subscription: String
        /// Its audience.
        public var audience: String
        /// The partition its audience lies in.
        public var partition: Int32
        /// Notices that the next digest will tell of.
        public var pending: Int
        /// The end of the window that is open; nil while nothing pends.
        public var nextBoundary: String?
        /// How many digests it has had.
        public var digests: Int
    }

    /// Dead letters about which nobody did anything yet.
    public struct OpenLetters: Encodable, Sendable {
        /// What is wrong with them, in one word.
        public var code: String
        /// How many there are.
        public var open: Int
        /// When the oldest was set aside.
        public var oldest: String
    }

    /// Per stage and partition.
    public var lag: [Lag]
    /// Per subscription.
    public var subscriptions: [Waiting]
    /// Per code, most first.
    public var deadLetters: [OpenLetters]
    /// Per protocol, how its term stands today (UTC).
    public var protocols: [ProtocolTerm]
}
