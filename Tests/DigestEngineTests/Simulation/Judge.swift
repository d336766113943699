import Cooperation
import DigestEngine

/// Judges a world that came to rest, by what stands in its topics: each finding is one sentence.
struct Judge {
    let configuration: SimulatedConfiguration
    let broker: FakeBroker
    let closings: [Closing]
    /// The notices that each subscription takes, in log order.
    private let taken: [String: [Notice]]

    init(_ simulation: Simulation) {
        configuration = simulation.configuration
        broker = simulation.broker
        closings = simulation.closings
        let (configuration, broker) = (simulation.configuration, simulation.broker)
        taken = Dictionary(
            uniqueKeysWithValues: configuration.subscriptions.map { subscription in
                let recipe = DigestRecipe(subscription, among: configuration.subscriptions)
                let log = broker.notices[configuration.partition(of: subscription.audience)]
                return (subscription.id, log.filter(recipe.takes))
            })
    }

    func findings() -> [String] {
        repeatsDiffer() + closings.flatMap(closedTooEarly)
            + configuration.subscriptions.flatMap { subscription in
                let trail = DigestTrail(
                    recipe: DigestRecipe(subscription, among: configuration.subscriptions),
                    digests: digests(of: subscription.id),
                    taken: taken[subscription.id] ?? []
                )
                return trail.findings().map { "\(subscription.id) (\(subscription.cadence.name)): \($0)" }
            }
    }

    /// The digests of a subscription, each id once.
    private func digests(of subscription: String) -> [Digest] {
        var seen: Set<String> = []
        return broker.digests.filter { $0.subscription == subscription && seen.insert($0.id).inserted }
    }

    private func repeatsDiffer() -> [String] {
        var first: [String: Digest] = [:]
        return broker.digests.compactMap { written in
            guard let digest = first.updateValue(written, forKey: written.id) else { return nil }
            let isSame = digest.canonicalBytes() == written.canonicalBytes()
            return isSame ? nil : "\(written.id) was repeated with other bytes"
        }
    }

    /// A regular window closes only when the clock passed its end and the grace, and everything below an end sampled
    /// since was read; and whatever lay in the log then and bears a time before the end is in.
    private func closedTooEarly(_ closing: Closing) -> [String] {
        let digest = closing.digest
        let isOneByOne = configuration.subscriptions.contains {
            $0.id == digest.subscription && $0.cadence == .immediate(gapSeconds: 0)
                && digest.window.to.milliseconds - digest.window.from.milliseconds == 1
        }
        if closing.isRepeat || isOneByOne { return [] }
        let due = digest.window.to.adding(seconds: configuration.settings.graceSeconds)
        guard let clock = closing.clock, clock >= due else { return ["\(digest.id) closed before its end was due"] }
        let served = closing.samples.filter { $0.clock >= due && $0.end <= closing.position }
        guard let sample = served.last else { return ["\(digest.id) closed before the end sampled was passed"] }
        return leftBehind(digest, below: sample.end)
    }

    private func leftBehind(_ digest: Digest, below end: Int64) -> [String] {
        let next = taken[digest.subscription]?.first { $0.offset >= digest.slice.to }
        guard let next, next.offset < end, next.appendedAt < digest.window.to else { return [] }
        return ["\(digest.id) left \(next.offset) behind, which was appended before its end"]
    }
}
