import Cooperation
import DigestEngine

/// Judges a world that came to rest, by what stands in its topics: each finding is one sentence.
struct Judge {
    let configuration: SimulatedConfiguration
    let broker: FakeBroker
    let closings: [Closing]

    init(_ simulation: Simulation) {
        configuration = simulation.configuration
        broker = simulation.broker
        closings = simulation.closings
    }

    func findings() -> [String] {
        repeatsDiffer() + closings.flatMap(closedTooEarly)
            + configuration.subscriptions.flatMap { subscription in
                let trail = DigestTrail(
                    recipe: DigestRecipe(subscription, among: configuration.subscriptions),
                    digests: digests(of: subscription.id),
                    log: broker.notices[configuration.partition(of: subscription.audience)]
                )
                return trail.findings().map { "\(subscription.id) (\(subscription.cadence.name)): \($0)" }
            }
    }

    /// The digests of a subscription, each id once.
    private func digests(of subscription: String) -> [Digest] {
        var seen: Set<String> = []
        return broker.digests.map(\.digest).filter { $0.subscription == subscription && seen.insert($0.id).inserted }
    }

    private func repeatsDiffer() -> [String] {
        var first: [String: [UInt8]] = [:]
        return broker.digests.compactMap { written in
            guard let bytes = first.updateValue(written.bytes, forKey: written.digest.id) else { return nil }
            return bytes == written.bytes ? nil : "\(written.digest.id) was repeated with other bytes"
        }
    }

    /// A regular window closes only when the clock passed its end and the grace, and everything below an end sampled
    /// since was read; and whatever lay in the log then and bears a time before the end is in.
    private func closedTooEarly(_ closing: Closing) -> [String] {
        let digest = closing.digest
        let isOneByOne = configuration.subscriptions.contains {
            $0.id == digest.subscription && $0.cadence == .immediate(gapSeconds: 0)
        }
        if closing.isRepeat || isOneByOne { return [] }
        let due = digest.window.to.adding(seconds: configuration.settings.graceSeconds)
        guard let clock = closing.clock, clock >= due else { return ["\(digest.id) closed before its end was due"] }
        let served = closing.samples.filter { $0.clock >= due && $0.end <= closing.position }
        guard let sample = served.last else { return ["\(digest.id) closed before the end sampled was passed"] }
        return leftBehind(digest, below: sample.end)
    }

    private func leftBehind(_ digest: Digest, below end: Int64) -> [String] {
        guard let subscription = configuration.subscriptions.first(where: { $0.id == digest.subscription }) else {
            return ["\(digest.id) is of a subscription that does not exist"]
        }
        let recipe = DigestRecipe(subscription, among: configuration.subscriptions)
        let log = broker.notices[Int(digest.slice.partition)]
        let next = log.first { $0.offset >= digest.slice.to && recipe.takes($0) }
        guard let next, next.offset < end, next.appendedAt < digest.window.to else { return [] }
        return ["\(digest.id) left \(next.offset) behind, which was appended before its end"]
    }
}
