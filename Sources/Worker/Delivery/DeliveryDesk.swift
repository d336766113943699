import KafkaClient
import Synchronization

/// Where what goes on beside the deliver loop reports to it: mails that were carried, offsets that were committed.
final class DeliveryDesk: Sendable {
    enum Report: Sendable {
        case carried(MailPosition, Result<CarryOutcome, any Error>)
        case committed([TopicPartition: Int64], Result<Void, any Error>)
    }

    private struct State {
        var reports: [Report] = []
        var listener: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// Leaves a report, and wakes whoever listens.
    func put(_ report: Report) {
        let listener = state.withLock { state in
            state.reports.append(report)
            return state.listener
        }
        listener?()
    }

    /// Takes the reports that there are.
    func take() -> [Report] {
        state.withLock { state in
            defer { state.reports = [] }
            return state.reports
        }
    }

    /// Calls `listener` for each report from now on; nil for nobody.
    func listen(_ listener: (@Sendable () -> Void)?) {
        state.withLock { $0.listener = listener }
    }

    /// Returns when there is a report, or after so long.
    func wait(atMost limit: Duration) async {
        let signal = StopSignal()
        let former = state.withLock { state in
            let former = state.listener
            state.listener = { signal.set() }
            if !state.reports.isEmpty { signal.set() }
            return former
        }
        await signal.wait(atMost: limit)
        listen(former)
    }
}
