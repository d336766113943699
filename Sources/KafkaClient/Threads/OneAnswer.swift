import Synchronization

/// A continuation that the first answer resumes and later ones do not: the meeting point of a call that may
/// never return and the deadline of the one who waits for it.
final class OneAnswer<Value: Sendable>: Sendable {
    private struct State {
        var continuation: CheckedContinuation<Value, Never>?
        var timer: Task<Void, Never>?
    }

    private let state: Mutex<State>

    init(_ continuation: CheckedContinuation<Value, Never>) {
        state = Mutex(State(continuation: continuation))
    }

    /// Resumes the waiter, once.
    func give(_ value: Value) {
        let (continuation, timer) = state.withLock { state in
            defer { state = State() }
            return (state.continuation, state.timer)
        }
        timer?.cancel()
        continuation?.resume(returning: value)
    }

    /// Answers with `value` if nobody else did by then.
    func expire(after deadline: Duration, _ value: @escaping @Sendable () -> Value) {
        let timer = Task {
            guard (try? await Task.sleep(for: deadline)) != nil else { return }
            self.give(value())
        }
        let isAnswered = state.withLock { state in
            if state.continuation != nil { state.timer = timer }
            return state.continuation == nil
        }
        if isAnswered { timer.cancel() }
    }
}
