import CRdKafka

/// Topic names, each made into a Swift string once, so that all records of a topic share it.
struct TopicNames {
    private var names: [String: String] = [:]
    private var byHandle: [(handle: OpaquePointer, name: String)] = []

    /// The name behind a topic handle that is alive.
    mutating func name(of handle: OpaquePointer?) -> String {
        guard let handle else { return "" }
        // A consumer reads few topics: looking along a short list is faster than hashing.
        for known in byHandle where known.handle == handle { return known.name }
        let made = String(cString: rd_kafka_topic_name(handle))
        let name = names[made, default: made]
        names[made] = name
        byHandle.append((handle, name))
        return name
    }

    mutating func partition(of message: UnsafePointer<rd_kafka_message_t>) -> TopicPartition? {
        guard message.pointee.rkt != nil else { return nil }
        return TopicPartition(topic: name(of: message.pointee.rkt), partition: message.pointee.partition)
    }

    mutating func forgetHandles() {
        byHandle.removeAll(keepingCapacity: true)
    }
}
