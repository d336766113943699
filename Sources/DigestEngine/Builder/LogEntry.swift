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

    /// The audience it concerns.
    public var audience: String {
        switch self {
        case .notice(let notice): notice.audience
        case .command(let command): command.audience
        }
    }
}
