public import Cooperation

/// A record of the notices topic, decoded: what a digest is made of.
public enum LogEntry: Hashable, Sendable {
    /// A notice.
    case notice(Notice)
    /// An operator's command.
    case command(DigestCommand)

    /// Its offset.
    public var offset: Int64 {
        switch self {
        case .notice(let notice): notice.offset
        case .command(let command): command.offset
        }
    }

    /// When it was appended.
    public var appendedAt: Instant {
        switch self {
        case .notice(let notice): notice.appendedAt
        case .command(let command): command.appendedAt
        }
    }

    /// The audience it concerns.
    public var audience: String {
        switch self {
        case .notice(let notice): notice.audience
        case .command(let command): command.audience
        }
    }

    /// The hash of its record.
    public var recordHash: ContentHash {
        switch self {
        case .notice(let notice): notice.recordHash
        case .command(let command): command.recordHash
        }
    }

    /// What the digest engine is told of it.
    public func input(partition: Int32) -> EngineInput {
        switch self {
        case .notice(let notice): .notice(partition: partition, notice)
        case .command(let command): .command(partition: partition, command)
        }
    }
}
