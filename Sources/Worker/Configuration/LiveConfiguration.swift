import Synchronization

/// The configuration in force, which can be replaced while the stages run.
///
/// Who is told of what (`cooperation:` and `subscriptions:`) can change; how the program runs (all other settings) is
/// what it started with. The route stage looks here between batches, so that no record is decided by two tables; the
/// others are built anew where what they make depends on the change.
public final class LiveConfiguration: Sendable {
    /// One state of it, by number.
    public struct Edition: Sendable {
        /// 0 at the start, and one more for each replacement.
        public let number: Int
        /// The configuration.
        public let configuration: WorkerConfiguration
    }

    private struct State {
        var newest: Edition
        var watchers: [Int: @Sendable (Edition) -> Void] = [:]
        var nextWatcher = 0
    }

    private let state: Mutex<State>
    /// The newest edition's number, readable for the price of one load.
    private let newestNumber = Atomic(0)

    /// What the program starts with.
    public init(_ configuration: WorkerConfiguration) {
        state = Mutex(State(newest: Edition(number: 0, configuration: configuration)))
    }

    /// The newest edition.
    public var newest: Edition { state.withLock { $0.newest } }

    /// The newest edition, where it is another than the one of that number.
    func edition(after number: Int) -> Edition? {
        newestNumber.load(ordering: .acquiring) == number ? nil : newest
    }

    /// Replaces who is told of what; nil where that is the same already.
    public func replace(with configuration: WorkerConfiguration) -> Edition? {
        let (edition, watchers) = state.withLock { state -> (Edition?, [@Sendable (Edition) -> Void]) in
            let old = state.newest
            guard !old.configuration.tells(asDoes: configuration) else { return (nil, []) }
            var adopted = configuration
            adopted.settings = old.configuration.settings
            adopted.templates = old.configuration.templates
            state.newest = Edition(number: old.number + 1, configuration: adopted)
            newestNumber.store(state.newest.number, ordering: .releasing)
            return (state.newest, Array(state.watchers.values))
        }
        guard let edition else { return nil }
        for watcher in watchers { watcher(edition) }
        return edition
    }

    /// Calls `onReplacement` with every edition newer than `edition` that comes while `body` runs; with one that came
    /// before, at once.
    func whileWatching<Result>(
        from edition: Edition, _ onReplacement: @escaping @Sendable (Edition) -> Void, _ body: () async throws -> Result
    ) async rethrows -> Result {
        let (id, newest) = state.withLock { state in
            state.nextWatcher += 1
            state.watchers[state.nextWatcher] = onReplacement
            return (state.nextWatcher, state.newest)
        }
        defer { state.withLock { _ = $0.watchers.removeValue(forKey: id) } }
        if newest.number != edition.number { onReplacement(newest) }
        return try await body()
    }
}

extension WorkerConfiguration {
    /// Whether both tell the same people the same: all but the settings is alike.
    public func tells(asDoes other: WorkerConfiguration) -> Bool {
        routing == other.routing && axes == other.axes && subscriptions == other.subscriptions
    }
}
