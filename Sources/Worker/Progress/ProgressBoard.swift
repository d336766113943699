import Cooperation
import KafkaClient
import Synchronization

/// Where the stages write how far they have come; health, metrics and rehearsals read it, and may wait for a state.
public final class ProgressBoard: Sendable {
    /// What the board shows at one moment.
    public struct Snapshot: Sendable {
        /// Per stage that was started.
        public var stages: [StageName: StageProgress] = [:]
        /// The digest stage's progress in time.
        public var digest = DigestProgress()
    }

    private struct Waiter {
        let id: Int
        let isReached: @Sendable (Snapshot) -> Bool
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var snapshot = Snapshot()
        var waiters: [Waiter] = []
        var nextID = 0
    }

    private let state = Mutex(State())

    /// An empty board.
    public init() {}

    /// What it shows now.
    public var snapshot: Snapshot { state.withLock { $0.snapshot } }

    /// Changes the progress of one stage, and wakes whoever waited for that.
    public func update(_ stage: StageName, _ change: (inout StageProgress) -> Void) {
        mutate { change(&$0.stages[stage, default: StageProgress()]) }
    }

    /// Changes the digest stage's progress in time.
    public func updateDigest(_ change: (inout DigestProgress) -> Void) {
        mutate { change(&$0.digest) }
    }

    /// Returns when the board shows what is asked for, or the task was cancelled.
    public func wait(until isReached: @escaping @Sendable (Snapshot) -> Bool) async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    if isReached(state.snapshot) || Task.isCancelled { return true }
                    state.waiters.append(Waiter(id: id, isReached: isReached, continuation: continuation))
                    return false
                }
                if isDone { continuation.resume() }
            }
        } onCancel: {
            release { $0.id == id }
        }
    }

    private func mutate(_ change: (inout Snapshot) -> Void) {
        let snapshot = state.withLock { state in
            change(&state.snapshot)
            return state.snapshot
        }
        release { $0.isReached(snapshot) }
    }

    private func release(_ isReady: (Waiter) -> Bool) {
        let ready = state.withLock { state in
            let ready = state.waiters.filter(isReady)
            state.waiters.removeAll { waiter in ready.contains { $0.id == waiter.id } }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }
}
