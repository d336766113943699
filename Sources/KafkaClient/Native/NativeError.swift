import CRdKafka

extension KafkaError {
    /// Takes over and frees an `rd_kafka_error_t`; nil stands for success.
    init?(taking native: OpaquePointer?) {
        guard let native else { return nil }
        defer { rd_kafka_error_destroy(native) }
        self.init(reading: native)
    }

    /// Reads an `rd_kafka_error_t` that somebody else owns.
    init(reading native: OpaquePointer) {
        self.init(
            code: .init(rd_kafka_error_code(native)),
            message: String(cString: rd_kafka_error_string(native)),
            isFatal: rd_kafka_error_is_fatal(native) != 0,
            isRetriable: rd_kafka_error_is_retriable(native) != 0,
            requiresAbort: rd_kafka_error_txn_requires_abort(native) != 0)
    }

    /// A plain error code with the call it came from; nil for success.
    init?(_ code: rd_kafka_resp_err_t, during call: String, at topicPartition: TopicPartition? = nil) {
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        let code = Code(code)
        self.init(code: code, message: "\(call): \(code.text)", topicPartition: topicPartition)
    }
}

/// Throws what a call reported, if it reported anything.
func check(_ error: KafkaError?) throws(KafkaError) {
    if let error { throw error }
}
