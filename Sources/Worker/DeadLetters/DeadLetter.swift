public import Cooperation

/// Why a record was set aside, and where it came from; the record itself is kept untouched beside it.
///
/// The contract is `schemas/dead-letter.v1.json`.
public struct DeadLetter: Hashable, Sendable {
    /// The longest message, in bytes of UTF-8.
    public static let maxMessageBytes = 1_024

    /// As many attempts as are counted: whoever writes headers may write any number.
    public static let maxAttempts = 1_000_000

    /// Where the record stood.
    public var origin: RecordPosition
    /// The stage that refused it; nil where another program did.
    public var stage: StageName?
    /// What is wrong with it, in one word of a fixed list (`not-json`, `unknown-kind`, `contract` …); of other programs'
    /// letters, the name of their exception (`data-exception`).
    public var code: String
    /// Where in the document, as a JSON Pointer; empty for the whole.
    public var path: String
    /// What was found, expected, and can be done; at most 1,024 bytes of UTF-8.
    public var message: String
    /// The same for records that fail for the same reason: 12 hex digits.
    public var fingerprint: String
    /// How often it was tried.
    public var attempts: Int
    /// When it failed first.
    public var firstFailure: Instant
    /// The dead letter that it was replayed from; nil for a record that came by itself.
    public var replayOf: RecordPosition?
    /// Whose headers say so.
    public var dialect: DeadLetterDialect

    /// A dead letter for a record that failed at `failedAt`: for the first time, or once more after a replay.
    public init(
        origin: RecordPosition, stage: StageName, code: String, path: String, message: String, failedAt: Instant,
        returning: ReturningRecord? = nil
    ) {
        self.origin = origin
        self.stage = stage
        self.code = code
        self.path = path
        self.message = message.prefix(utf8Bytes: Self.maxMessageBytes)
        attempts = min((returning?.attempts ?? 0) + 1, Self.maxAttempts)
        firstFailure = returning.map { min($0.firstFailure, failedAt) } ?? failedAt
        replayOf = returning?.letter
        dialect = .own
        fingerprint = Self.fingerprint(stage: stage, code: code, path: path)
    }

    /// What another program set aside.
    init(foreign dialect: DeadLetterDialect, origin: RecordPosition, failure: ForeignFailure, filedAt: Instant) {
        self.origin = origin
        self.dialect = dialect
        code = failure.code
        path = ""
        message = failure.description.prefix(utf8Bytes: Self.maxMessageBytes)
        attempts = 1
        firstFailure = filedAt
        fingerprint = Self.fingerprint(of: "foreign\n\(dialect.rawValue)\n\(failure.exception)\n\(failure.place)")
    }

    /// Array indices are left out of the path, so that the fifth element's fault is the first's too.
    private static func fingerprint(stage: StageName, code: String, path: String) -> String {
        let place = path.split(separator: "/").map { Int($0) == nil ? String($0) : "*" }.joined(separator: "/")
        return fingerprint(of: "\(stage.rawValue)\n\(code)\n\(place)")
    }

    private static func fingerprint(of reason: String) -> String {
        ContentHash(of: reason.utf8).digits(12)
    }
}
