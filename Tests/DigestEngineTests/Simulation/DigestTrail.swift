import Cooperation
import Foundation

@testable import DigestEngine

/// The digests of one subscription against the log: what must hold of them, worked out without the engine.
struct DigestTrail {
    let recipe: DigestRecipe
    let digests: [Digest]
    /// The records that concern the subscription, in log order.
    let records: [LogEntry]
    private let taken: [Notice]
    private let commands: [DigestCommand]
    private let calendar: WindowCalendar?

    init(recipe: DigestRecipe, digests: [Digest], records: [LogEntry]) {
        self.recipe = recipe
        self.digests = digests
        self.records = records
        taken = records.compactMap { if case .notice(let notice) = $0 { notice } else { nil } }
        commands = records.compactMap { if case .command(let command) = $0 { command } else { nil } }
        calendar = WindowCalendar(recipe.subscription)
    }

    private var policies: DigestPolicies { recipe.subscription.policies }

    func findings() -> [String] {
        var findings = everythingTold()
        var terms = TermLedger()
        for place in digests.indices {
            let earlier = digests[..<place]
            findings += tiles(digests[place], after: earlier.last)
            findings += accounts(digests[place])
            findings += lookBack(digests[place], earlier: earlier)
            findings += endsWithNews(digests[place], after: earlier.last)
            findings += rebuilds(digests[place], earlier: earlier, terms: &terms)
            findings += termCount(digests[place], earlier: earlier)
            findings += lines(digests[place], earlier: earlier)
            findings += flushes(digests[place], earlier: earlier)
            findings += takesBack(digests[place], earlier: earlier)
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
        if digest.slice.hashBefore != previous?.slice.hash ?? .zero {
            findings.append("\(digest.id) does not continue the chain")
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
        let leftOut = counts.duplicates + counts.withdrawnNotices + counts.retractedNotices + counts.omittedNotices
        let unnamed = digest.sections.flatMap(\.lines).reduce(0) { $0 + $1.unnamedEvents }
        if counts.notices != leftOut + events.count + unnamed {
            findings.append("\(digest.id) does not account for all its notices")
        }
        if Set(events.map(\.offset)).count != events.count { findings.append("\(digest.id) tells an event twice") }
        if !Set(events.map(\.offset)).isSubset(of: own.map(\.offset)) {
            findings.append("\(digest.id) tells a stranger")
        }
        let isEmpty = counts.notices == counts.duplicates && digest.withdrawals.isEmpty
        let hasRhythm = policies.empty == .heartbeat && !recipe.subscription.cadence.isImmediate && digest.sequence > 1
        if isEmpty && !hasRhythm { findings.append("\(digest.id) tells nothing") }
        return findings
    }

    /// The look-back begins with the oldest digest that told anything since the look-back's days before the last cut.
    private func lookBack(_ digest: Digest, earlier: ArraySlice<Digest>) -> [String] {
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
        guard let calendar else { return [] }
        if policies.empty == .heartbeat && previous != nil { return [] }
        if digest.flush != nil || !digest.withdrawals.isEmpty { return [] }
        var seen: Set<String> = []
        let known = taken.filter { $0.offset >= digest.slice.contextFrom && $0.offset < digest.slice.to }
        let news = known.filter { seen.insert($0.event.id).inserted && $0.offset >= digest.slice.from }
        guard let opening = news.first else { return ["\(digest.id) has no news"] }
        let first = max(opening.appendedAt, previous?.window.to ?? opening.appendedAt)
        // News that lies behind a record of a later window is late, and told with that one.
        let latest = records.filter { $0.offset >= opening.offset && $0.offset < digest.slice.to }
            .map(\.appendedAt).reduce(first, max)
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
    private func rebuilds(_ digest: Digest, earlier: ArraySlice<Digest>, terms: inout TermLedger) -> [String] {
        let built = DigestBuilder(recipe: recipe).build(
            slice: digest.slice, window: digest.window, sequence: digest.sequence,
            entries: records[records.partitioningIndex { $0.offset >= digest.slice.contextFrom }...],
            history: earlier.suffix(201).map(ToldSlice.init(of:)), terms: terms
        )
        terms = built.terms
        if built.digest == digest { return [] }
        let parts = ProofDifference.between(digest, built.digest).map(\.pointer)
        return ["\(digest.id) differs when rebuilt, in \(parts.joined(separator: ", "))"]
    }

    /// What stands under the protocol that lasts, counted from the lines of all digests so far. (Asked only where the
    /// look-back reaches the beginning: otherwise the lines alone do not tell what readers knew.)
    private func termCount(_ digest: Digest, earlier: ArraySlice<Digest>) -> [String] {
        if digest.slice.contextFrom > 0 || recipe.protocols.isEmpty { return [] }
        var directions: [String: Direction] = [:]
        var cancelled: Set<String> = []
        for told in earlier + [digest] {
            for withdrawal in told.withdrawals {
                cancelled.remove(withdrawal.subject)
                directions[withdrawal.subject] = nil
            }
            for line in told.sections.flatMap(\.lines) where line.change != .withdrawn {
                let subject = line.state.subject
                switch line.change {
                case .cancelled: cancelled.insert(subject)
                case .proposed, .confirmed, .completed: cancelled.remove(subject)
                case .rescheduled, .updated, .withdrawn: break
                }
                directions[subject] = cancelled.contains(subject) ? nil : line.state.direction
            }
        }
        let term = digest.balance.terms.first { $0.protocol == "lasts" }
        let told = [term?.incoming ?? 0, term?.outgoing ?? 0, term?.mutual ?? 0]
        let counted = [Direction.incoming, .outgoing, .mutual].map { way in directions.values.count { $0 == way } }
        return told == counted ? [] : ["\(digest.id) counts \(told) over the term instead of \(counted)"]
    }

    /// No event stands in two digests within the look-back, and each line knows where its subject stood before. (The
    /// second is asked only where the look-back reaches the subject's beginning: what a digest within it knew from
    /// further back, those after it can no longer tell.)
    private func lines(_ digest: Digest, earlier: ArraySlice<Digest>) -> [String] {
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

    /// A flush with news before it ends a digest, and the digest says so.
    private func flushes(_ digest: Digest, earlier: ArraySlice<Digest>) -> [String] {
        let slice = digest.slice
        let within = commands.filter { $0.order == .flush && $0.offset >= slice.from && $0.offset < slice.to }
        let isFlushed = within.last.map { $0.offset == slice.to - 1 } ?? false
        if isFlushed != (digest.flush != nil) { return ["\(digest.id) is unclear about a flush"] }
        var seen = Set(taken.filter { $0.offset >= slice.contextFrom && $0.offset < slice.from }.map(\.event.id))
        let news = taken.first { $0.offset >= slice.from && seen.insert($0.event.id).inserted }
        guard let news, news.offset < slice.to else { return [] }
        // A flush after the end of the window that held the news had nothing to cut short.
        let ignored = within.filter {
            $0.offset > news.offset && $0.offset != slice.to - 1 && digest.window.merged == 1
                && $0.appendedAt < digest.window.to
        }
        return ignored.map { "\(digest.id) goes on beyond the flush at \($0.offset)" }
    }

    /// What was appended before its withdrawal stands in no line, and readers who were told are told of it.
    private func takesBack(_ digest: Digest, earlier: ArraySlice<Digest>) -> [String] {
        let slice = digest.slice
        let lines = digest.sections.flatMap(\.lines)
        return commands.filter { $0.offset >= slice.from && $0.offset < slice.to }.flatMap { command -> [String] in
            guard case .withdraw(let source, let subject) = command.order else { return [] }
            let line = lines.first { $0.state.source == source && $0.state.subject == subject }
            if line?.events.contains(where: { $0.offset < command.offset }) ?? false {
                return ["\(digest.id) tells \(subject), which was taken back"]
            }
            let known = earlier.last { $0.slice.from >= slice.contextFrom && stands(subject, in: $0) }
            let isCutShort = taken.contains { $0.offset < slice.contextFrom && $0.event.subject == subject }
            let wasTold = known.map { $0.line(of: subject)?.change != .withdrawn } ?? false
            if isCutShort || !wasTold { return [] }
            let says = digest.withdrawals.contains { $0.subject == subject && $0.wasTold }
            return says && line != nil ? [] : ["\(digest.id) does not say that \(subject) was taken back"]
        }
    }

    private func stands(_ subject: String, in digest: Digest) -> Bool { digest.line(of: subject) != nil }
}

extension Digest {
    fileprivate func line(of subject: String) -> DigestLine? {
        sections.lazy.flatMap(\.lines).first { $0.state.subject == subject }
    }
}
