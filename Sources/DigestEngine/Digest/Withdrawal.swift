public import Cooperation

/// A subject that an operator took back: by which command, and how much of it.
public struct Withdrawal: Hashable, Codable, Sendable {
    /// CloudEvents `source` of the subject.
    public var source: String
    /// The subject.
    public var subject: String
    /// How many notices of the slice were left out.
    public var notices: Int
    /// Whether an earlier digest had told of it; then a line says so.
    public var wasTold: Bool
    /// The record of the last event told of it, where one was.
    public var lastTold: RecordPosition?
    /// The command's identifier.
    public var command: String
    /// The command's offset.
    public var offset: Int64
    /// When it was appended.
    public var at: Instant
    /// Who gave it.
    public var by: String
    /// Why, where told.
    public var reason: String?
}

extension Withdrawal {
    init(of key: SubjectKey, _ retraction: Retraction, told: Told?) {
        let command = retraction.command
        self.init(
            source: key.source, subject: key.subject, notices: retraction.notices, wasTold: told != nil,
            lastTold: told?.last.notice.origin, command: command.id, offset: command.offset, at: command.appendedAt,
            by: command.by,
            reason: command.reason
        )
    }
}

/// The command that closed a digest before its time.
public struct Flush: Hashable, Codable, Sendable {
    /// The command's identifier.
    public var command: String
    /// When it was appended.
    public var at: Instant
    /// Who gave it.
    public var by: String
    /// Why, where told.
    public var reason: String?

    init(_ command: DigestCommand) {
        self.command = command.id
        at = command.appendedAt
        by = command.by
        reason = command.reason
    }
}
