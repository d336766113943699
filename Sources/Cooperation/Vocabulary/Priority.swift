/// How much weight the sender gives an item. `strategic` items reach the outside partners' overview.
public enum Priority: String, CaseIterable, Codable, Hashable, Sendable {
    /// The default.
    case normal
    /// Wants attention before the others.
    case high
    /// Concerns the strategy of the city, and so its outside partners.
    case strategic
}
