public import Cooperation

/// Which dead letters are meant: those that hold to everything asked. Of several values of one kind, any will do.
public struct DeadLetterFilter: Hashable, Sendable {
    /// Codes.
    public var codes: Set<String> = []
    /// Sources of events.
    public var sources: Set<String> = []
    /// Stages; nil among them stands for other programs.
    public var stages: Set<StageName?> = []
    /// Topics that the records came from.
    public var topics: Set<String> = []
    /// Beginnings of fingerprints.
    public var fingerprints: [String] = []
    /// The positions of the letters themselves.
    public var positions: Set<RecordPosition> = []
    /// States.
    public var states: Set<FiledLetter.State> = []
    /// Filed then or later.
    public var since: Instant?
    /// Filed before.
    public var until: Instant?

    /// A filter that takes everything.
    public init() {}

    /// Whether nothing is asked.
    public var isEmpty: Bool { self == DeadLetterFilter() }

    /// Whether the letter is meant.
    public func takes(_ filed: FiledLetter) -> Bool {
        let letter = filed.letter
        return (codes.isEmpty || codes.contains(letter.code))
            && (sources.isEmpty || filed.source.map(sources.contains) ?? false)
            && (stages.isEmpty || stages.contains(letter.stage))
            && (topics.isEmpty || topics.contains(letter.origin.topic))
            && (fingerprints.isEmpty || fingerprints.contains { letter.fingerprint.hasPrefix($0) })
            && (positions.isEmpty || positions.contains(filed.position))
            && (states.isEmpty || states.contains(filed.state))
            && since.map { filed.filedAt >= $0 } ?? true
            && until.map { filed.filedAt < $0 } ?? true
    }
}
