import Cooperation

/// Where the events of a request stand in the log: acknowledged by the brokers.
struct Receipt: Encodable, Hashable, Sendable {
    /// One event, in the order of the request.
    struct Event: Encodable, Hashable, Sendable {
        var source: String
        var id: String
        var topic: String
        var partition: Int32
        var offset: Int64
        /// Whether it stood there already, from an earlier request or from earlier in the batch.
        var known: Bool
    }

    var events: [Event]
}

/// Where an event's record stands.
struct EventPosition: Hashable, Sendable {
    /// Its kind says the topic.
    var kind: Kind
    var partition: Int32
    var offset: Int64
}
