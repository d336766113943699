/// The topics a configuration asks for, and how they differ from what is there.
public struct TopicPlan: Sendable {
    /// One topic as it should be.
    public struct Desired: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// What it is for, in a few words.
        public var role: String
        /// How many partitions.
        public var partitions: Int
        /// Replicas of each.
        public var replication: Int
        /// Its configuration.
        public var config: [String: String]
    }

    /// One step that makes a topic right.
    public enum Step: Hashable, Sendable {
        /// It is not there.
        case create(Desired)
        /// It has too few partitions. Never done by itself: keys would move.
        case tooFewPartitions(Desired, found: Int)
        /// It has more than asked for; nothing can be done, and mostly nothing need be.
        case morePartitions(Desired, found: Int)
        /// Some of its configuration differs: key, found, wanted.
        case alter(Desired, changes: [ConfigChange])
        /// It is as it should be.
        case inOrder(Desired)
    }

    /// One difference in a topic's configuration.
    public struct ConfigChange: Hashable, Sendable {
        /// The configuration's key.
        public var key: String
        /// Its value now, nil when unknown.
        public var found: String?
        /// Its value as it should be.
        public var wanted: String

        /// A difference from its parts.
        public init(key: String, found: String?, wanted: String) {
            self.key = key
            self.found = found
            self.wanted = wanted
        }
    }

    /// The topics as they should be.
    public var desired: [Desired]

    /// The plan of these settings.
    public init(_ settings: TopicSettings) {
        let day = 86_400_000
        // An event of the largest size that is read, and the headers that a notice adds, must fit.
        let kept = ["retention.ms": String(settings.retentionDays * day), "max.message.bytes": "4194304"]
        let appended = kept.merging(["message.timestamp.type": "LogAppendTime"]) { _, new in new }
        let compacted = ["cleanup.policy": "compact"]
        func topic(_ name: String, _ role: String, _ config: [String: String]) -> Desired {
            Desired(
                name: name, role: role, partitions: settings.partitions, replication: settings.replication,
                config: config)
        }
        desired =
            settings.sources.map { topic($0, "events", kept) } + [
                topic(settings.notices, "notices, by audience", appended),
                topic(settings.digests, "digests, by subscription", kept),
                topic(settings.cuts, "cuts, by subscription", compacted),
                topic(settings.emails, "email-ready payloads, by recipient", kept),
                topic(settings.deliveries, "deliveries, by Message-ID", compacted),
                topic(settings.preferences, "preferences, by subscription and recipient", compacted),
                topic(
                    settings.deadLetters, "dead letters",
                    kept.merging(["max.message.bytes": "16777216"]) { _, new in new }),
            ]
    }

    /// The same topics for records that carry times of their own, such as a sample's: nothing is stamped anew or
    /// thrown away for its age.
    public var forRehearsal: TopicPlan {
        var plan = self
        for index in plan.desired.indices {
            plan.desired[index].config["message.timestamp.type"] = "CreateTime"
            plan.desired[index].config["retention.ms"] = "-1"
        }
        return plan
    }

    /// What has to be done, topic by topic. `found` holds partitions and configuration of the topics that exist.
    public func steps(found: [String: (partitions: Int, config: [String: String])]) -> [Step] {
        desired.map { topic in
            guard let existing = found[topic.name] else { return .create(topic) }
            if existing.partitions < topic.partitions { return .tooFewPartitions(topic, found: existing.partitions) }
            let changes = topic.config.sorted { $0.key < $1.key }.compactMap { key, wanted -> ConfigChange? in
                let value = existing.config[key]
                return value == wanted ? nil : ConfigChange(key: key, found: value, wanted: wanted)
            }
            if !changes.isEmpty { return .alter(topic, changes: changes) }
            if existing.partitions > topic.partitions { return .morePartitions(topic, found: existing.partitions) }
            return .inOrder(topic)
        }
    }
}
