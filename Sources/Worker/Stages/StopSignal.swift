import Synchronization

/// Says once that it is time to end, and calls whoever has to be woken for that.
final class StopSignal: Sendable {
    private struct State {
        var isSet = false
        var handlers: [Int: @Sendable () -> Void] = [:]
        var nextID = 0
    }

    private let state = Mutex(State())

    var isSet: Bool { state.withLock { $0.isSet } }

    /// Sets the signal; later calls do nothing.
    func set() {
        let handlers = state.withLock { state -> [@Sendable () -> Void] in
            guard !state.isSet else { return [] }
            state.isSet = true
            return Array(state.handlers.values)
        }
        for handler in handlers { handler() }
    }

    /// Calls `wake` when the signal is set while `body` runs; at once if it is already.
    func whileRunning<Result>(
        wake: @escaping @Sendable () -> Void, _ body: () async throws -> Result
    ) async rethrows -> Result {
        let id = add(wake)
        defer { state.withLock { _ = $0.handlers.removeValue(forKey: id) } }
        return try await body()
    }

    /// Returns when the signal is set, or after so long.
    func wait(atMost limit: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await Task.sleep(for: limit) }
            group.addTask { await self.wait() }
            await group.next()
            group.cancelAll()
        }
    }

    /// Returns when the signal is set.
    func wait() async {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        await whileRunning(wake: { continuation.finish() }) {
            for await _ in stream {}
        }
    }

    private func add(_ handler: @escaping @Sendable () -> Void) -> Int {
        let (id, isSet) = state.withLock { state in
            state.nextID += 1
            state.handlers[state.nextID] = handler
            return (state.nextID, state.isSet)
        }
        if isSet { handler() }
        return id
    }
}
