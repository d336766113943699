import Cooperation
import Foundation

@testable import DigestEngine

/// The digests of one subscription against the log: what must hold of them, worked out without the engine.
struct DigestTrail {
    let recipe: DigestRecipe
    let digests: [Digest]
    /// The notices that the subscription takes, in log order.
    let taken: [Notice]

    private var policies: DigestPolicies { recipe.subscription.policies }

    func findings() -> [String] {
        var findings = everythingTold()
        for place in digests.indices {
            let earlier = digests[..<place]
            findings += tiles(digests[place], after: earlier.last)
            findings += accounts(digests[place])
            findings += lookBack(digests[place], earlier: Array(earlier))
            findings += endsWithNews(digests[place], after: earlier.last)
            findings += rebuilds(digests[place], earlier: Array(earlier))
            findings += lines(digests[place], earlier: Array(earlier))
        }
        return findings
    }

    /// The last news in the log is told, and so is all before it.
    private func everythingTold() -> [String] {
        guard let last = taken.last else { return digests.isEmpty ? [] : ["there are digests of nothing"] }
        guard let to = digests.last?.slice.to else { return ["\(taken.count) notices were never told"] }
        return to > last.offset ? [] : ["notices from \(to) on were never told, up to \(last.offset)"]
    }

    private func tiles(_ digest: Digest, after previous: Digest?) -> [String] {
        var findings: [String] = []
        if digest.slice.from != previous?.slice.to ?? 0 {
            findings.append("\(digest.id) does not begin where the last ended")
        }
        if digest.slice.to < digest.slice.from { findings.append("\(digest.id) ends before it begins") }
        if digest.sequence != (previous?.sequence ?? 0) + 1 { findings.append("\(digest.id) is out of sequence") }
        if digest.window.from >= digest.window.to { findings.append("\(digest.id) has an empty window") }
        if let previous, digest.window.from < previous.window.to {
            findings.append("\(digest.id) has a window before the last one's end")
        }
        if let previous, policies.empty == .heartbeat, !recipe.subscription.cadence.isImmediate,
            digest.window.from != previous.window.to
        {
            findings.append("\(digest.id) leaves out a window, in spite of heartbeats")
        }
        return findings
    }

    private func accounts(_ digest: Digest) -> [String] {
        let own = taken.filter { $0.offset >= digest.slice.from && $0.offset < digest.slice.to }
        let counts = digest.counts
        let events = digest.sections.flatMap(\.lines).flatMap(\.events)
        var findings: [String] = []
        if counts.notices != own.count {
            findings.append("\(digest.id) counts \(counts.notices) of \(own.count) notices")
        }
        if counts.notices != counts.duplicates + counts.withdrawnNotices + counts.omittedNotices + events.count {
            findings.append("\(digest.id) does not account for all its notices")
        }
        if Set(events.map(\.offset)).count != events.count { findings.append("\(digest.id) tells an event twice") }
        if !Set(events.map(\.offset)).isSubset(of: own.map(\.offset)) {
            findings.append("\(digest.id) tells a stranger")
        }
        let isEmpty = counts.notices == counts.duplicates
        let hasRhythm = policies.empty == .heartbeat && !recipe.subscription.cadence.isImmediate && digest.sequence > 1
        if isEmpty && !hasRhythm { findings.append("\(digest.id) tells nothing") }
        return findings
    }

    /// The look-back begins with the oldest digest that told anything since the look-back's days before the last cut.
    private func lookBack(_ digest: Digest, earlier: [Digest]) -> [String] {
        guard let previous = earlier.last else {
            return digest.slice.contextFrom == 0 ? [] : ["\(digest.id) looks back to nothing"]
        }
        let oldest = previous.window.to.adding(seconds: -Int64(policies.lookBackDays) * 86_400)
        let within = earlier.filter { $0.window.to >= oldest && $0.slice.from < $0.slice.to }.suffix(200)
        let expected = within.first?.slice.from ?? digest.slice.from
        return digest.slice.contextFrom == expected
            ? [] : ["\(digest.id) looks back to \(digest.slice.contextFrom) instead of \(expected)"]
    }

    /// Without heartbeats, the first and the last regular window that a digest covers hold news, or follow the cut
    /// that news came late for.
    private func endsWithNews(_ digest: Digest, after previous: Digest?) -> [String] {
        let subscription = recipe.subscription
        guard let calendar = WindowCalendar(subscription) else { return [] }
        if policies.empty == .heartbeat && previous != nil { return [] }
        var seen: Set<String> = []
        let known = taken.filter { $0.offset >= digest.slice.contextFrom && $0.offset < digest.slice.to }
        let news = known.filter { seen.insert($0.event.id).inserted && $0.offset >= digest.slice.from }
        guard let opening = news.first else { return ["\(digest.id) has no news"] }
        let first = max(opening.appendedAt, previous?.window.to ?? opening.appendedAt)
        // News that lies behind a record of a later window is late, and told with that one.
        let latest = known.filter { $0.offset >= opening.offset }.map(\.appendedAt).reduce(first, max)
        let last = Instant(milliseconds: digest.window.to.milliseconds - 1)
        var findings: [String] = []
        if first < digest.window.from || first >= digest.window.to { findings.append("\(digest.id) begins elsewhere") }
        if latest < calendar.window(containing: last).from {
            findings.append("\(digest.id) ends with a window that has no news")
        }
        let windows = calendar.count(from: digest.window.from, to: digest.window.to)
        if windows != digest.window.merged { findings.append("\(digest.id) miscounts what it merges") }
        return findings
    }

    /// Values are compared, which is quicker than bytes and no weaker; that equal values are equal bytes is a test of
    /// its own.
    private func rebuilds(_ digest: Digest, earlier: [Digest]) -> [String] {
        let rebuilt = DigestBuilder(recipe: recipe).build(
            slice: digest.slice, window: digest.window, sequence: digest.sequence,
            entries: taken.filter { $0.offset >= digest.slice.contextFrom && $0.offset < digest.slice.to }.map(
                LogEntry.notice),
            history: earlier.suffix(201).map(ToldSlice.init(of:))
        )
        return rebuilt == digest ? [] : ["\(digest.id) differs when rebuilt"]
    }

    /// No event stands in two digests within the look-back, and each line knows where its subject stood before. (The
    /// second is asked only where the look-back reaches the subject's beginning: what a digest within it knew from
    /// further back, those after it can no longer tell.)
    private func lines(_ digest: Digest, earlier: [Digest]) -> [String] {
        let seen = earlier.filter { $0.slice.from >= digest.slice.contextFrom }
        let told = Set(seen.flatMap(\.sections).flatMap(\.lines).flatMap(\.events).map(\.id))
        return digest.sections.flatMap(\.lines).flatMap { line -> [String] in
            var findings: [String] = []
            if line.events.contains(where: { told.contains($0.id) }) {
                findings.append("\(digest.id) tells \(line.state.subject) of an event told before")
            }
            let last = seen.last { earlierDigest in
                earlierDigest.sections.flatMap(\.lines).contains { $0.state.subject == line.state.subject }
            }
            let isCutShort = taken.contains {
                $0.offset < digest.slice.contextFrom && $0.event.subject == line.state.subject
            }
            if !isCutShort && line.previously?.digest != last?.id {
                findings.append("\(digest.id) says \(line.state.subject) stood in \(line.previously?.digest ?? "none")")
            }
            return findings
        }
    }
}
