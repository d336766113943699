public import Cooperation

/// Dead letters that failed for the same reason.
public struct DeadLetterGroup: Hashable, Sendable {
    /// What they have in common.
    public var fingerprint: String
    /// The stage that refused them; nil where another program did.
    public var stage: StageName?
    /// What is wrong.
    public var code: String
    /// Where, in the first of them.
    public var path: String
    /// What the first of them says.
    public var message: String
    /// When the first was filed.
    public var first: Instant
    /// When the last was.
    public var last: Instant
    /// How many there are, by state.
    public var counts: [FiledLetter.State: Int]

    /// How many there are.
    public var count: Int { counts.values.reduce(0, +) }

    /// The letters by fingerprint; first those with most that are open, then the largest.
    public static func groups(of letters: [FiledLetter]) -> [DeadLetterGroup] {
        var groups: [String: DeadLetterGroup] = [:]
        for filed in letters {
            groups[filed.letter.fingerprint, default: DeadLetterGroup(filed)].add(filed)
        }
        return groups.values.sorted {
            ($1.counts[.open] ?? 0, $1.count, $0.first, $0.fingerprint) < (
                $0.counts[.open] ?? 0, $0.count, $1.first, $1.fingerprint
            )
        }
    }

    private init(_ filed: FiledLetter) {
        fingerprint = filed.letter.fingerprint
        stage = filed.letter.stage
        code = filed.letter.code
        path = filed.letter.path
        message = filed.letter.message
        first = filed.filedAt
        last = filed.filedAt
        counts = [:]
    }

    private mutating func add(_ filed: FiledLetter) {
        counts[filed.state, default: 0] += 1
        last = max(last, filed.filedAt)
        guard filed.filedAt < first else { return }
        first = filed.filedAt
        path = filed.letter.path
        message = filed.letter.message
    }
}
