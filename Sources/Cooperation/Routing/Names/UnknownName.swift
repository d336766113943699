/// A name that the configuration does not know, found in an event: it leads to triage, never to an error.
public struct UnknownName: Hashable, Codable, Sendable {
    /// Where the name stood.
    public enum Field: String, Codable, Hashable, Sendable {
        /// In `domains`.
        case domain
        /// In `themes`.
        case theme
        /// In `partners`.
        case partner
    }

    /// Where the name stood.
    public var field: Field
    /// The name as published.
    public var name: String
    /// The configured name that was probably meant, where this one looks misspelt.
    public var nearest: String?

    /// An unknown name.
    public init(field: Field, name: String, nearest: String? = nil) {
        self.field = field
        self.name = name
        self.nearest = nearest
    }
}
