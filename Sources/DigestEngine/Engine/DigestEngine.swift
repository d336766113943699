public import Cooperation

/// The digest state machine: inputs in, actions out; it knows no clock, no Kafka and no files.
public struct DigestEngine: Sendable {
    /// What does not belong to one subscription.
    public struct Settings: Hashable, Sendable {
        /// The notices topic, named in slices.
        public var topic: String
        /// How long after a boundary a window stays open, for records under way and clocks that differ.
        public var graceSeconds: Int64
        /// Whether to announce a digest before writing it (needed without transactions).
        public var announces: Bool

        /// Settings from their parts.
        public init(topic: String, graceSeconds: Int64, announces: Bool) {
            self.topic = topic
            self.graceSeconds = graceSeconds
            self.announces = announces
        }
    }
}
