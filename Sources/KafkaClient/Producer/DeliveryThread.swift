import CRdKafka
import Logging

/// The thread that serves a producer's queue: delivery reports, errors, logs and statistics.
// Unchecked: the flags are only touched under the monitor; everything else is immutable.
final class DeliveryThread: @unchecked Sendable {
    private let monitor = Monitor()
    private let desk: ProducerDesk
    private let queue: NativeQueue
    private let statisticsHandler: (@Sendable ([UInt8]) -> Void)?
    private var isStopping = false
    private var hasEnded = false

    init(desk: ProducerDesk, queue: NativeQueue, statisticsHandler: (@Sendable ([UInt8]) -> Void)?) {
        self.desk = desk
        self.queue = queue
        self.statisticsHandler = statisticsHandler
        startThread(name: "kafka-delivery") { self.loop() }
    }

    /// Ends the thread and waits for it; call it from a thread of ours.
    func stop() {
        monitor.locked { isStopping = true }
        queue.wakeUp()
        monitor.locked {
            while !hasEnded { monitor.wait() }
        }
    }

    private func loop() {
        while monitor.locked({ !isStopping }) {
            if let event = queue.poll(milliseconds: 100) { handle(event) }
        }
        while let event = queue.poll(milliseconds: 0) { handle(event) }
        monitor.locked {
            hasEnded = true
            monitor.signal()
        }
    }

    private func handle(_ event: consuming NativeEvent) {
        switch event.type {
        case RD_KAFKA_EVENT_DR: desk.settle(event)
        case RD_KAFKA_EVENT_LOG: desk.logger.forward(event)
        case RD_KAFKA_EVENT_ERROR: report(event)
        case RD_KAFKA_EVENT_STATS:
            if let json = event.statistics() { statisticsHandler?(json) }
        default: break
        }
    }

    // What a record or a transaction suffers from such an error reaches its caller by itself.
    private func report(_ event: borrowing NativeEvent) {
        guard let error = event.error() else { return }
        let cause = error.isFatal ? desk.client.fatalError ?? error : error
        desk.logger.log(level: cause.isFatal ? .error : .warning, "Kafka producer: \(cause)")
    }
}
