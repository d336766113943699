/// What digests are made with besides their subscriptions: it is known at the edge and told to the engine.
///
/// It is not carried in an announced slice. A successor that finds the announcement and runs another configuration
/// makes another digest of it, and has to say so: a digest names what made it, never what would have.
public struct Provenance: Hashable, Sendable {
    /// The content hash of the configuration, of all that says what is told to whom and how: 12 hex digits.
    public var configuration: String
    /// The content hash of the templates: 12 hex digits.
    public var templates: String
    /// The release of the time zone database: `2025b`.
    public var timeZones: String

    /// A provenance from its parts.
    public init(configuration: String, templates: String, timeZones: String) {
        self.configuration = configuration
        self.templates = templates
        self.timeZones = timeZones
    }

    /// Where nothing is known of it, as for digests that are only looked at.
    public static let unknown = Provenance(
        configuration: "000000000000", templates: "000000000000", timeZones: "unknown")
}
