/// What is done about each of some dead letters, and why about others nothing: decided before anything is written.
public struct DispositionPlan: Sendable {
    /// What was asked for.
    public struct Options: Hashable, Sendable {
        /// Replay or discard.
        public var act: Disposition.Act
        /// Also what was disposed of before.
        public var again: Bool
        /// Also what would only come back, and what no stage reads.
        public var force: Bool

        /// Options from their parts.
        public init(act: Disposition.Act, again: Bool = false, force: Bool = false) {
            self.act = act
            self.again = again
            self.force = force
        }
    }

    /// A letter, and what is known of it.
    public struct Candidate: Hashable, Sendable {
        /// The letter.
        public var letter: FiledLetter
        /// The stage that reads the topic it came from; nil where none of this configuration does.
        public var stage: StageName?
        /// What that stage would make of it; nil where nobody can say.
        public var verdict: ReplayVerdict?

        /// A candidate from its parts.
        public init(letter: FiledLetter, stage: StageName?, verdict: ReplayVerdict?) {
            self.letter = letter
            self.stage = stage
            self.verdict = verdict
        }
    }

    /// Why nothing is done about a letter.
    public enum Obstacle: Hashable, Sendable {
        /// Something was done already.
        case closed(Disposition)
        /// It would come back at once.
        case refused
        /// No stage of this configuration reads the topic.
        case noReader
    }

    /// What is done about one letter.
    public struct Step: Hashable, Sendable {
        /// The letter.
        public var candidate: Candidate
        /// Why nothing is done; nil where something is.
        public var obstacle: Obstacle?
    }

    /// What is to be done.
    public let act: Disposition.Act
    /// The steps, in the order of the candidates.
    public let steps: [Step]

    /// Decides about these letters.
    public init(_ candidates: [Candidate], _ options: Options) {
        act = options.act
        steps = candidates.map { Step(candidate: $0, obstacle: Self.obstacle(of: $0, options)) }
    }

    /// Those about which something is done.
    public var due: [Candidate] { steps.filter { $0.obstacle == nil }.map(\.candidate) }

    /// Whether something that was meant cannot be done. What was done before is done.
    public var isIncomplete: Bool {
        steps.contains { step in
            switch step.obstacle {
            case .refused, .noReader: true
            case .closed, nil: false
            }
        }
    }

    private static func obstacle(of candidate: Candidate, _ options: Options) -> Obstacle? {
        if let last = candidate.letter.dispositions.last, !options.again { return .closed(last) }
        guard options.act == .replayed, !options.force else { return nil }
        guard candidate.stage != nil else { return .noReader }
        return candidate.verdict?.isTaken ?? true ? nil : .refused
    }
}
