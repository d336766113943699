import KafkaClient
import Logging
import Synchronization

/// Writes events and waits for the brokers' word: idempotently, acknowledged by all replicas in sync, under a deadline.
final class IntakeWriter: Sendable {
    private let properties: KafkaProperties
    private let logger: Logger
    private let producer: Mutex<KafkaProducer>

    /// A writer. What makes an acknowledgement worth something is not left to `kafka`.
    init(kafka: KafkaProperties, deadlineSeconds: Int, logger: Logger) throws(KafkaError) {
        let gentle: KafkaProperties = ["linger.ms": "1"]
        properties = gentle.merging(kafka).merging([
            "acks": "all", "enable.idempotence": "true", "message.timeout.ms": String(deadlineSeconds * 1000),
        ])
        self.logger = logger
        producer = Mutex(try KafkaProducer(properties: properties, logger: logger))
    }

    /// Writes records one after the other, and stops at the first that is not acknowledged: what comes after it would
    /// overtake it.
    ///
    /// - Returns: where those before it stand, and why it failed, if one did.
    func write(_ records: [ProducerRecord]) async -> (written: [Acknowledgement], failure: KafkaError?) {
        let producer = self.producer.withLock { $0 }
        var written: [Acknowledgement] = []
        for record in records {
            do {
                written.append(try await producer.send(record))
            } catch let error as KafkaError {
                if error.isFatal { replace(producer) }
                return (written, error)
            } catch {
                return (written, KafkaError(code: .timedOut, message: "the wait for room was cut short"))
            }
        }
        return (written, nil)
    }

    /// A producer that has failed for good is of no more use; another takes its place.
    private func replace(_ failed: KafkaProducer) {
        let isFirst = producer.withLock { current in
            guard current === failed, let fresh = try? KafkaProducer(properties: properties, logger: logger) else {
                return false
            }
            current = fresh
            return true
        }
        guard isFirst else { return }
        logger.error("a producer of the HTTP server failed for good; another takes its place")
        Task { try? await failed.close(deadline: .seconds(1)) }
    }

    func close() async {
        let producer = self.producer.withLock { $0 }
        try? await producer.close()
    }
}
