import Cooperation
import Synchronization

/// The ledger where several requests meet: who sends what another is just writing waits for the other's outcome.
final class LedgerDesk: Sendable {
    /// What is known of one event of a request.
    enum Ticket: Sendable {
        /// Write it, then `finish`.
        case write(Settlement)
        /// Somebody writes it, or this very request does.
        case wait(Settlement)
        /// It stands here.
        case known(EventPosition)

        var isWrite: Bool {
            if case .write = self { true } else { false }
        }

        /// Where the event stands, as soon as that is known; nil where it could not be written.
        var position: EventPosition? {
            get async {
                switch self {
                case .write(let settlement), .wait(let settlement): await settlement.outcome()
                case .known(let position): position
                }
            }
        }
    }

    private struct State {
        var ledger: EventLedger
        var underWay: [ContentHash: Settlement] = [:]
    }

    private let state: Mutex<State>

    init(windowSeconds: Int, maxSettled: Int) {
        state = Mutex(State(ledger: EventLedger(windowSeconds: windowSeconds, maxSettled: maxSettled)))
    }

    /// A ticket for each event, or a problem that names those whose `source` and `id` another event has.
    func claim(_ events: [CheckedDraft], at now: Instant) -> Result<[Ticket], Problem> {
        let offers = events.map { EventLedger.Offer(identity: $0.identity, fingerprint: $0.fingerprint) }
        return state.withLock { state in
            let claims = state.ledger.claim(offers, at: now)
            guard !claims.contains(.conflict) else { return .failure(Self.conflict(events, claims)) }
            return .success(zip(offers, claims).map { ticket(for: $0.0.identity, $0.1, &state) })
        }
    }

    private func ticket(for identity: ContentHash, _ claim: EventLedger.Claim, _ state: inout State) -> Ticket {
        switch claim {
        case .known(let position): return .known(position)
        case .new:
            let settlement = Settlement()
            state.underWay[identity] = settlement
            return .write(settlement)
        case .underWay:
            guard let settlement = state.underWay[identity] else {
                preconditionFailure("an event under way that nobody writes")
            }
            return .wait(settlement)
        case .conflict: preconditionFailure("conflicts are told before")
        }
    }

    /// What came of writing an event; nil where it failed.
    func finish(_ event: CheckedDraft, _ position: EventPosition?, at now: Instant) {
        let identity = event.identity
        let settlement = state.withLock { state in
            if let position {
                state.ledger.settle(identity, position, at: now)
            } else {
                state.ledger.release(identity)
            }
            return state.underWay.removeValue(forKey: identity)
        }
        settlement?.give(position)
    }

    private static func conflict(_ events: [CheckedDraft], _ claims: [EventLedger.Claim]) -> Problem {
        let faults = zip(events, claims).filter { $0.1 == .conflict }.map { event, _ in
            IntakeFault(
                .idConflict, pointer: event.pointer(to: "id"),
                "an event with the same source and id but other bytes was sent before, "
                    + "expected an id of its own for each event, and the same bytes when one is sent again",
                element: event.draft.element)
        }
        return Problem(faults: faults, of: events.count)
    }
}

/// The outcome of writing one event, for all who wait for it.
final class Settlement: Sendable {
    private enum State {
        case waiting([CheckedContinuation<EventPosition?, Never>])
        case settled(EventPosition?)
    }

    private let state = Mutex(State.waiting([]))

    /// Where the event stands; nil where it could not be written.
    func outcome() async -> EventPosition? {
        await withCheckedContinuation { continuation in
            let settled: EventPosition?? = state.withLock { state in
                switch state {
                case .settled(let position): return .some(position)
                case .waiting(let others):
                    state = .waiting(others + [continuation])
                    return .none
                }
            }
            if case .some(let position) = settled { continuation.resume(returning: position) }
        }
    }

    func give(_ position: EventPosition?) {
        let waiters: [CheckedContinuation<EventPosition?, Never>] = state.withLock { state in
            guard case .waiting(let waiters) = state else { preconditionFailure("an outcome is given once") }
            state = .settled(position)
            return waiters
        }
        for waiter in waiters { waiter.resume(returning: position) }
    }
}
