public import Cooperation
public import Logging
import Metrics
public import ServiceLifecycle
public import Worker

/// Looks at the terms of the protocols at the start and at the beginning of each day (UTC): shows the days left in the
/// metrics, and warns in the log once when an end has come near, and once when it has come.
public struct ProtocolWatch: Service {
    private let table: @Sendable () -> RoutingTable
    private let clock: any WorkerClock
    private let logger: Logger

    /// A watch over the table that is in force whenever it looks.
    public init(clock: any WorkerClock, logger: Logger, table: @escaping @Sendable () -> RoutingTable) {
        self.table = table
        self.clock = clock
        self.logger = logger
    }

    /// Watches until the process is asked to end.
    public func run() async throws {
        let (moves, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        clock.onMove { continuation.yield() }
        await cancelWhenGracefulShutdown {
            var told: Set<Told> = []
            while !Task.isCancelled {
                let today = CalendarDate(utc: clock.now())
                look(at: today, &told)
                await wait(until: today.adding(days: 1).startInUTC, moves)
            }
        }
    }

    /// What was warned of: each end is told twice at most.
    private struct Told: Hashable {
        let id: String
        let standing: ProtocolTerm.Standing
    }

    private func look(at today: CalendarDate, _ told: inout Set<Told>) {
        for term in table().terms(on: today) {
            Gauge(label: "vaguemestre_protocol_days_left", dimensions: [("protocol", term.id)]).record(term.daysLeft)
            guard let warning = term.warning,
                told.insert(Told(id: term.id, standing: term.standing)).inserted
            else { continue }
            logger.warning("\(warning)", metadata: ["protocol": "\(term.id)", "days_left": "\(term.daysLeft)"])
        }
    }

    /// Until the clock shows `instant`, or until it is moved by hand.
    private func wait(until instant: Instant, _ moves: AsyncStream<Void>) async {
        guard let milliseconds = clock.milliseconds(until: instant) else {
            var iterator = moves.makeAsyncIterator()
            _ = await iterator.next()
            return
        }
        // A clock that was set back meanwhile shows the old day still: then the wait is only short.
        try? await Task.sleep(for: .milliseconds(max(1_000, milliseconds)))
    }
}
