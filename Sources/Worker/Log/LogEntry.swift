public import Cooperation
public import DigestEngine

/// What a record of the notices topic says, decoded.
public enum LogEntry: Hashable, Sendable {
    /// An event as one audience is told of it.
    case notice(Notice)
    /// What an operator asked for.
    case command(DigestCommand)

    /// Its offset in its partition.
    public var offset: Int64 {
        switch self {
        case .notice(let notice): notice.offset
        case .command(let command): command.offset
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
