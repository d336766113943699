import CRdKafka
import Logging

/// One `rd_kafka_t`: built from properties, destroyed exactly once by its owner.
// Unchecked: librdkafka's functions on a handle are thread-safe. The owner promises that nobody uses the handle
// once `destroy` was called: each client stops its threads first.
final class NativeClient: @unchecked Sendable {
    let handle: OpaquePointer

    private init(handle: OpaquePointer) {
        self.handle = handle
    }

    /// Builds a handle whose logs, errors and `events` arrive on its main queue.
    static func make(
        _ type: rd_kafka_type_t, properties: KafkaProperties, events: Int32
    ) throws(KafkaError) -> NativeClient {
        let configuration = rd_kafka_conf_new()
        do throws(KafkaError) {
            for (name, value) in properties.sorted {
                try set(configuration, name, value)
            }
            try set(configuration, "log.queue", "true")
        } catch {
            rd_kafka_conf_destroy(configuration)
            throw error
        }
        rd_kafka_conf_set_events(configuration, events | RD_KAFKA_EVENT_LOG | RD_KAFKA_EVENT_ERROR)
        var reason = [CChar](repeating: 0, count: 512)
        guard let handle = rd_kafka_new(type, configuration, &reason, reason.count) else {
            rd_kafka_conf_destroy(configuration)
            throw KafkaError(code: .invalidArgument, message: "the client could not be built: \(text(of: reason))")
        }
        rd_kafka_set_log_queue(handle, nil)
        return NativeClient(handle: handle)
    }

    /// Whether this librdkafka knows a property and accepts the value.
    static func accepts(_ name: String, _ value: String) -> Bool {
        let configuration = rd_kafka_conf_new()
        defer { rd_kafka_conf_destroy(configuration) }
        return (try? set(configuration, name, value)) != nil
    }

    /// Frees the handle. Blocks until librdkafka's threads have ended; run it on a thread of ours.
    func destroy(closingConsumer: Bool = true) {
        rd_kafka_destroy_flags(handle, closingConsumer ? 0 : RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE)
    }

    /// The cause of a fatal state, which the event that announces it names only as "fatal".
    var fatalError: KafkaError? {
        var reason = [CChar](repeating: 0, count: 512)
        let code = rd_kafka_fatal_error(handle, &reason, reason.count)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        return KafkaError(code: .init(code), message: text(of: reason), isFatal: true)
    }

    private static func set(
        _ configuration: OpaquePointer?, _ name: String, _ value: String
    ) throws(KafkaError) {
        var reason = [CChar](repeating: 0, count: 512)
        guard rd_kafka_conf_set(configuration, name, value, &reason, reason.count) != RD_KAFKA_CONF_OK else { return }
        let shown = KafkaProperties.isSecret(name) ? "***" : value
        throw KafkaError(
            code: .invalidArgument,
            message: """
                Kafka property \(name)=\(shown) was refused: \(text(of: reason)); the names and values are those of \
                librdkafka \(librdkafkaVersion)'s CONFIGURATION.md
                """)
    }
}

/// The text of a NUL-terminated buffer that C filled.
func text(of buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
