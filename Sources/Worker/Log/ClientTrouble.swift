import KafkaClient
import Logging

/// What a reader says of trouble that the Kafka client tells it of and lives on with: in the same words everywhere.
extension Logger {
    /// Records that were still to be read are gone.
    func warnOfGap(in partition: TopicPartition, expected: Int64, found: Int64) {
        warning(
            "records are gone from the log: retention removed them before they were read",
            metadata: [
                "partition": "\(partition)", "expected_offset": "\(expected)", "found_offset": "\(found)",
            ])
    }

    /// The client failed at something, and tries again by itself.
    func warnOfFailure(_ error: KafkaError) {
        warning("the client reports a failure", metadata: ["error": "\(error)"])
    }
}
