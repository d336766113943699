import CRdKafka

extension KafkaAdmin {
    /// What an admin call is made with.
    struct Call {
        let handle: OpaquePointer
        let options: OpaquePointer
        let queue: OpaquePointer
    }

    /// Makes one call of librdkafka's admin interface and reads its answer.
    ///
    /// - Parameters:
    ///   - submit: makes the call; its arguments are copied, so it frees what it built.
    ///   - read: reads the answer, which dies afterwards.
    func call<R: Sendable>(
        _ what: String, _ deadline: Duration,
        submit: @escaping @Sendable (Call) throws(KafkaError) -> Void,
        read: @escaping @Sendable (OpaquePointer) throws(KafkaError) -> R
    ) async throws(KafkaError) -> R {
        try await onThread(what, deadline) { client, end throws(KafkaError) in
            let answer = try Self.ask(what, client, by: end, submit)
            if var error = answer.error() {
                error.message = "\(what): \(error.message)"
                throw error
            }
            return try answer.withPointer(read)
        }
    }

    private static func ask(
        _ what: String, _ client: NativeClient, by end: Deadline, _ submit: (Call) throws(KafkaError) -> Void
    ) throws(KafkaError) -> NativeEvent {
        guard let options = rd_kafka_AdminOptions_new(client.handle, RD_KAFKA_ADMIN_OP_ANY),
            let pointer = rd_kafka_queue_new(client.handle)
        else { throw KafkaError(code: .invalidState, message: "\(what): librdkafka made no options or queue") }
        let queue = NativeQueue(taking: pointer)
        defer {
            queue.destroy()
            rd_kafka_AdminOptions_destroy(options)
        }
        let milliseconds = max(1, end.millisecondsLeft)
        rd_kafka_AdminOptions_set_request_timeout(options, milliseconds, nil, 0)
        rd_kafka_AdminOptions_set_operation_timeout(options, milliseconds, nil, 0)
        try submit(Call(handle: client.handle, options: options, queue: pointer))
        guard let answer = queue.poll(milliseconds: milliseconds) else { throw .timedOut(what, after: end.duration) }
        return answer
    }

    /// Calls `body` with an array of pointers in the form C wants, then frees each.
    static func withArray<R>(
        _ pointers: [OpaquePointer], freeing free: (OpaquePointer) -> Void,
        _ body: (UnsafeMutablePointer<OpaquePointer?>?, Int) -> R
    ) -> R {
        defer { for pointer in pointers { free(pointer) } }
        var array: [OpaquePointer?] = pointers
        return array.withUnsafeMutableBufferPointer { body($0.baseAddress, $0.count) }
    }

    /// Reads the per-topic outcomes of an answer.
    static func topicResults(
        _ results: UnsafeMutablePointer<OpaquePointer?>?, _ count: Int
    ) -> [TopicResult] {
        guard let results else { return [] }
        return (0..<count).compactMap { results[$0] }.map { result in
            let code = KafkaError.Code(rd_kafka_topic_result_error(result))
            let reason = rd_kafka_topic_result_error_string(result).map { String(cString: $0) }
            return TopicResult(
                topic: String(cString: rd_kafka_topic_result_name(result)),
                error: code.rawValue == 0 ? nil : KafkaError(code: code, message: reason))
        }
    }
}

extension Watermarks {
    /// Asks a partition's leader; blocks until the answer or the deadline.
    static func ask(
        _ client: NativeClient, _ partition: TopicPartition, by end: Deadline
    ) -> Result<Watermarks, KafkaError> {
        var low: Int64 = 0
        var high: Int64 = 0
        let code = rd_kafka_query_watermark_offsets(
            client.handle, partition.topic, partition.partition, &low, &high, end.millisecondsLeft)
        if let error = KafkaError(code, during: "watermarks", at: partition) { return .failure(error) }
        return .success(Watermarks(low: low, high: high))
    }
}
