import Synchronization

/// A value that something else changes, and that a test waits on: no sleeping, no asking again.
final class Watched<Value: Sendable>: Sendable {
    private struct State {
        var value: Value
        var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextID = 0
    }

    private let state: Mutex<State>

    init(_ value: Value) {
        state = Mutex(State(value: value))
    }

    var value: Value { state.withLock { $0.value } }

    func update(_ change: (inout Value) -> Void) {
        let watchers = state.withLock { state in
            change(&state.value)
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.yield() }
    }

    /// What `look` finds, as soon as it finds something.
    ///
    /// - Throws: ``Overdue``, saying what was awaited, when it finds nothing within `limit`.
    func first<Found: Sendable>(
        within limit: Duration, awaiting what: String, _ look: @escaping @Sendable (Value) -> Found?
    ) async throws -> Found {
        try await patiently(limit, awaiting: what) { try await self.first(look) }
    }

    /// Returns as soon as the value is as asked.
    func wait(
        within limit: Duration, awaiting what: String, until isReached: @escaping @Sendable (Value) -> Bool
    ) async throws {
        try await first(within: limit, awaiting: what) { isReached($0) ? () : nil }
    }

    private func first<Found>(_ look: @Sendable (Value) -> Found?) async throws -> Found {
        let (changes, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.nextID += 1
            state.watchers[state.nextID] = continuation
            return state.nextID
        }
        defer { state.withLock { _ = $0.watchers.removeValue(forKey: id) } }
        continuation.yield()
        for await _ in changes {
            if let found = look(value) { return found }
        }
        throw CancellationError()
    }
}

/// Something that a test waited for in vain.
struct Overdue: Error, CustomStringConvertible {
    let what: String
    let limit: Duration

    var description: String { "waited \(limit) in vain for \(what)" }
}

/// Runs `body`, but no longer than `limit`.
func patiently<Result: Sendable>(
    _ limit: Duration, awaiting what: String, _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        guard let result = try await group.next() ?? nil else { throw Overdue(what: what, limit: limit) }
        return result
    }
}
