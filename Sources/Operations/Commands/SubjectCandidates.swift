public import Cooperation
public import DigestEngine

/// What the log says of the subjects that a withdrawal could mean.
public struct SubjectCandidates: Sendable {
    /// A subject of one source.
    public struct Candidate: Hashable, Sendable {
        /// The source.
        public var source: String
        /// The subject.
        public var subject: String
        /// Its title as it was said last, in French where there is French.
        public var title: String
        /// How many notices about it wait to be told.
        public var pending: Int
    }

    /// Which of a partition's notices a subscription can still take back.
    private struct Reach {
        let subscription: Subscription
        let cut: Cut?
    }

    private struct Key: Hashable {
        let source: CodePoints
        let subject: CodePoints
    }

    private let target: CommandTarget
    private let reaches: [Reach]
    private var found: [Key: Candidate] = [:]
    private var order: [Key] = []

    /// Candidates for these subscriptions, whose cuts are among `cuts`.
    public init(target: CommandTarget, cuts: [Cut]) {
        self.target = target
        reaches = target.subscriptions.map { subscription in
            Reach(
                subscription: subscription,
                cut: cuts.last { $0.subscription == subscription.id && $0.audience == subscription.audience })
        }
    }

    /// Where reading must begin; nil for the beginning.
    public var from: Int64? {
        let starts = reaches.map { $0.cut?.contextFrom }
        return starts.contains(nil) ? nil : starts.compactMap { $0 }.min()
    }

    /// Takes note of a notice, if it is for one of the subscriptions.
    public mutating func add(_ notice: Notice) {
        guard notice.audience == target.audience else { return }
        let takers = reaches.filter {
            notice.offset >= $0.cut?.contextFrom ?? 0 && $0.subscription.filter.takes(notice)
        }
        guard !takers.isEmpty else { return }
        let event = notice.event
        let key = Key(source: CodePoints(event.source), subject: CodePoints(event.subject))
        if found[key] == nil { order.append(key) }
        let isPending = takers.contains { notice.offset >= $0.cut?.from ?? 0 }
        found[key] = Candidate(
            source: event.source, subject: event.subject,
            title: event.title.best(for: "fr")?.text ?? event.subject,
            pending: (found[key]?.pending ?? 0) + (isPending ? 1 : 0))
    }

    /// The one candidate that is meant.
    ///
    /// Without a source it must be the only one of its subject that waits; or, where none waits, the only one that was
    /// told.
    ///
    /// - Throws: ``SubjectDoubt`` where there is none, or more than one.
    public func only(subject: String, source: String?) throws(SubjectDoubt) -> Candidate {
        let all = order.compactMap { found[$0] }
        let named = all.filter { candidate in
            CodePoints(candidate.subject) == CodePoints(subject)
                && source.map { CodePoints($0) == CodePoints(candidate.source) } ?? true
        }
        let waiting = named.filter { $0.pending > 0 }
        let meant = waiting.isEmpty ? named : waiting
        if meant.count == 1, let candidate = meant.first { return candidate }
        throw SubjectDoubt(subject: subject, source: source, target: target.name, candidates: meant, others: all)
    }
}

/// A withdrawal of which the log does not say what it means.
public struct SubjectDoubt: Error, CustomStringConvertible {
    /// The subject asked for.
    public var subject: String
    /// The source asked for, if any.
    public var source: String?
    /// Whom it is for.
    public var target: String
    /// What it could mean.
    public var candidates: [SubjectCandidates.Candidate]
    /// Every subject that could be withdrawn.
    public var others: [SubjectCandidates.Candidate]

    /// What it could mean, or what there is.
    public var description: String { candidates.isEmpty ? nothing : several }

    private var several: String {
        let lines = candidates.map { candidate in
            let state = candidate.pending > 0 ? "\(candidate.pending) pending" : "told"
            return "  --source \(candidate.source)   \(state): \(candidate.title)"
        }
        return "`\(subject)` is a subject of \(candidates.count) sources; say which:\n"
            + lines.joined(separator: "\n")
    }

    private var nothing: String {
        let from = source.map { " from `\($0)`" } ?? ""
        var text =
            "nothing about `\(subject)`\(from) waits for \(target), nor was told within the look-back: there is "
            + "nothing to withdraw."
        let subjects = others.map(\.subject)
        let sources = others.filter { $0.subject == subject }.map(\.source)
        if !sources.isEmpty {
            return text + " The log knows it from \(sources.joined(separator: ", "))."
        }
        if let nearest = NearestName.nearest(to: subject, among: subjects) {
            text += " Did you mean `\(nearest)`?"
        }
        let waiting = others.filter { $0.pending > 0 }.prefix(Self.maxListed)
        guard !waiting.isEmpty else { return text }
        return text + " What waits:\n" + waiting.map { "  \($0.subject)   \($0.title)" }.joined(separator: "\n")
    }

    private static let maxListed = 20
}
