import Cooperation
import DigestEngine

/// Where looking at a subscription's log ends: at the first record it takes, not told yet, that was appended at a
/// given time or later. That is how windows are cut.
struct PeekCutoff {
    private let recipe: DigestRecipe
    private let time: Instant
    /// What lies before is told, or about to be.
    private let from: Int64
    private(set) var isReached = false

    init(recipe: DigestRecipe, time: Instant, cut: Cut?) {
        self.recipe = recipe
        self.time = time
        from = cut?.announced?.to ?? cut?.from ?? 0
    }

    /// Whether a record lies before it. Records come in log order.
    mutating func admits(_ entry: LogEntry) -> Bool {
        if isReached { return false }
        isReached = entry.offset >= from && entry.appendedAt >= time && recipe.takes(entry)
        return !isReached
    }
}
