import Cooperation

/// What a stage would make of a dead letter's record now.
public enum ReplayVerdict: Hashable, Sendable {
    /// It would be taken.
    case taken(Prospect)
    /// It would only come back: everything that is wrong with it, the gravest first.
    case refused([LetterFault])

    /// Whether it would be taken.
    public var isTaken: Bool {
        if case .taken = self { true } else { false }
    }
}

/// What would come of a record.
public struct Prospect: Hashable, Sendable, Encodable {
    /// An audience that would be told.
    public struct Told: Hashable, Sendable, Encodable {
        /// The audience.
        public var audience: String
        /// The rules that say so.
        public var rules: [String]
        /// Whether at once.
        public var urgent: Bool
    }

    /// In a few words.
    public var summary: String
    /// Of an event: who would be told.
    public var told: [Told] = []
    /// Of an event: what the configuration does not know, `domain quantum`.
    public var unknown: [String] = []
}

/// One thing that is wrong with a record.
public struct LetterFault: Hashable, Sendable, Encodable {
    /// What sort of thing, as in `DeadLetter.code`.
    public var code: String
    /// Where, as in `DeadLetter.path`.
    public var path: String
    /// What was found and expected.
    public var message: String

    /// A fault from its parts.
    public init(code: String, path: String, message: String) {
        self.code = code
        self.path = path
        self.message = message
    }
}

extension LetterFault: CustomStringConvertible {
    /// `contract at /data/direction: …`
    public var description: String { path.isEmpty ? "\(code): \(message)" : "\(code) at \(path): \(message)" }
}
