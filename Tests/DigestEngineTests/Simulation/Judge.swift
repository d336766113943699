import Cooperation
import DigestEngine

/// Judges a world that came to rest, by what stands in its topics: each finding is one sentence.
struct Judge {
    let configuration: SimulatedConfiguration
    let broker: FakeBroker
    let closings: [Closing]
    private let recipes: [String: DigestRecipe]
    /// The records that concern each subscription, in log order.
    private let taken: [String: [LogEntry]]

    init(_ simulation: Simulation) {
        configuration = simulation.configuration
        broker = simulation.broker
        closings = simulation.closings
        let (configuration, broker) = (simulation.configuration, simulation.broker)
        let recipes = simulation.recipes
        self.recipes = Dictionary(uniqueKeysWithValues: recipes.map { ($0.subscription.id, $0) })
        taken = Dictionary(
            uniqueKeysWithValues: recipes.map { recipe in
                let log = broker.records[configuration.partition(of: recipe.subscription.audience)]
                return (recipe.subscription.id, log.filter(recipe.takes))
            })
    }

    func findings() -> [String] {
        repeatsDiffer() + repeatsThoughExactlyOnce() + closings.flatMap(closedTooEarly)
            + recipes.values.sorted { $0.subscription.id < $1.subscription.id }.flatMap { recipe in
                let subscription = recipe.subscription
                let trail = DigestTrail(
                    recipe: recipe, digests: broker.digests(of: subscription.id), records: taken[subscription.id] ?? [])
                return trail.findings().map { "\(subscription.id) (\(subscription.cadence.name)): \($0)" }
            }
    }

    private func repeatsDiffer() -> [String] {
        var first: [String: Digest] = [:]
        return broker.digests.compactMap { written in
            guard let digest = first.updateValue(written, forKey: written.id) else { return nil }
            let isSame = digest.canonicalBytes() == written.canonicalBytes()
            return isSame ? nil : "\(written.id) was repeated with other bytes"
        }
    }

    /// With transactions nothing is repeated.
    private func repeatsThoughExactlyOnce() -> [String] {
        guard configuration.isExactlyOnce else { return [] }
        var seen: Set<String> = []
        return broker.digests.filter { !seen.insert($0.id).inserted }.map { "\($0.id) was written twice" }
    }

    /// A regular window closes only when the clock passed its end and the grace, and everything below an end sampled
    /// since was read; and whatever lay in the log then and bears a time before the end is in.
    private func closedTooEarly(_ closing: Closing) -> [String] {
        let digest = closing.digest
        let isOneByOne = configuration.subscriptions.contains {
            $0.id == digest.subscription && $0.cadence == .immediate(gapSeconds: 0)
                && digest.window.to.milliseconds - digest.window.from.milliseconds == 1
        }
        if closing.isRepeat { return [] }
        let commands = (taken[digest.subscription] ?? []).compactMap { entry -> DigestCommand? in
            if case .command(let command) = entry, entry.offset < closing.reached { command } else { nil }
        }
        // A flush settles everything before it, the windows that end before it too.
        if commands.contains(where: { $0.order == .flush && $0.offset >= digest.slice.to - 1 }) { return [] }
        // A single notice is published as it is read, though a hold may follow that was read once before.
        let before = isOneByOne ? commands.filter { $0.offset < digest.slice.to } : commands
        if isHeld(commands, at: closing.clock) && isHeld(before, at: closing.clock) {
            return ["\(digest.id) was published on hold"]
        }
        if isOneByOne { return [] }
        let due = digest.window.to.adding(seconds: configuration.settings.graceSeconds)
        guard let clock = closing.clock, clock >= due else { return ["\(digest.id) closed before its end was due"] }
        let served = closing.samples.filter { $0.clock >= due && $0.end <= closing.position }
        guard let sample = served.last else { return ["\(digest.id) closed before the end sampled was passed"] }
        return leftBehind(digest, below: sample.end)
    }

    private func isHeld(_ commands: [DigestCommand], at clock: Instant?) -> Bool {
        for command in commands.reversed() {
            if command.order == .release { return false }
            guard case .hold(let until) = command.order else { continue }
            guard let until, let clock else { return true }
            return clock < until
        }
        return false
    }

    private func leftBehind(_ digest: Digest, below end: Int64) -> [String] {
        let next = taken[digest.subscription]?.lazy.compactMap { entry -> Notice? in
            if case .notice(let notice) = entry, notice.offset >= digest.slice.to { notice } else { nil }
        }.first
        guard let next, next.offset < end, next.appendedAt < digest.window.to else { return [] }
        let isBehindALaterRecord = (taken[digest.subscription] ?? []).contains { entry in
            guard case .command(let command) = entry else { return false }
            return command.offset >= digest.slice.to && command.offset < next.offset
                && command.appendedAt >= digest.window.to
        }
        return isBehindALaterRecord
            ? [] : ["\(digest.id) left \(next.offset) behind, which was appended before its end"]
    }
}
