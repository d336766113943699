import Cooperation

/// What makes an event the same event, CloudEvents `source` and `id`, in sixteen bytes: one is kept for every event of
/// the look-back, the names themselves would be most of the engine's memory.
///
/// Two independent 64-bit hashes whose keys the process draws at its start, so that nobody can make two events
/// collide on purpose; by chance it takes some 10^19 events. Never written anywhere.
struct EventIdentity: Hashable, Sendable {
    private let low: Int
    private let high: Int

    init(_ event: CooperationEvent) {
        low = Self.hash(event, salt: 0)
        high = Self.hash(event, salt: 1)
    }

    private static func hash(_ event: CooperationEvent, salt: UInt8) -> Int {
        var hasher = Hasher()
        hasher.combine(salt)
        hasher.combine(event.source)
        hasher.combine(event.id)
        return hasher.finalize()
    }

    func hash(into hasher: inout Hasher) { hasher.combine(low) }
}
