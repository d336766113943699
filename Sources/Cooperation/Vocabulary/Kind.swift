/// What an event is about: the segment before the action in a CloudEvents `type`.
public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
    /// A visit of people from one city to another, with dates, places and a programme.
    case delegation
    /// A piece of cooperation between bodies of both cities.
    case exchange
    /// A festival, forum, commemoration, call or meeting that people attend or apply to.
    case event
}
