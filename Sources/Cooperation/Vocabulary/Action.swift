/// The step of the life cycle that an event reports: the last but one segment of a CloudEvents `type`.
///
/// `proposed → confirmed → (updated)* → completed`, or `cancelled` at any time.
public enum Action: String, CaseIterable, Codable, Hashable, Sendable {
    /// Somebody suggests it; nothing is agreed.
    case proposed
    /// Both sides agreed.
    case confirmed
    /// Something about it changed: dates, place, title, people.
    case updated
    /// It took place or came to its end.
    case completed
    /// It will not take place.
    case cancelled
}
