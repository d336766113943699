/// A failure that librdkafka or a broker reported: what, where, and what can be done about it.
public struct KafkaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure: what callers match on.
    public var code: Code
    /// The reason in the reporter's own words.
    public var message: String
    /// The client instance is beyond repair: close it and build a new one.
    public var isFatal: Bool
    /// The same call may succeed when repeated.
    public var isRetriable: Bool
    /// The current transaction must be aborted before anything else can be done.
    public var requiresAbort: Bool
    /// The partition concerned, where it is known.
    public var topicPartition: TopicPartition?
    /// The offset concerned, where it is known.
    public var offset: Int64?

    /// A failure with everything known about it; without a message the code's own text is used.
    public init(
        code: Code, message: String? = nil, isFatal: Bool = false, isRetriable: Bool? = nil,
        requiresAbort: Bool = false, topicPartition: TopicPartition? = nil, offset: Int64? = nil
    ) {
        self.code = code
        self.message = message ?? code.text
        self.isFatal = isFatal
        self.isRetriable = isRetriable ?? (!isFatal && code.isTransient)
        self.requiresAbort = requiresAbort
        self.topicPartition = topicPartition
        self.offset = offset
    }

    /// `reason (CODE) at topic/3@17. What to do.`
    public var description: String {
        var text = "\(message) (\(code.name))"
        if let topicPartition {
            text += " at \(topicPartition)"
            if let offset { text += "@\(offset)" }
        }
        if isFatal { text += ", fatal" }
        if let advice = code.advice { text += ". \(advice)" }
        return text
    }

    static func closed(_ what: String) -> KafkaError {
        KafkaError(code: .closed, message: "the \(what) was closed; build a new one to go on")
    }

    static func timedOut(_ what: String, after deadline: Duration) -> KafkaError {
        KafkaError(code: .timedOut, message: "\(what) was not done within \(deadline)")
    }
}
