public import Cooperation

/// What people call the things that digests know by identifier.
public struct DisplayNames: Hashable, Sendable {
    /// Domains by identifier.
    public var domains: [String: LocalizedText]
    /// Themes by identifier.
    public var themes: [String: LocalizedText]
    /// Protocols by identifier.
    public var protocols: [String: LocalizedText]
    /// Axes of the city's vision.
    public var axes: [Axis: LocalizedText]
    /// Partners by identifier.
    public var partners: [String: LocalizedText]
    /// Audiences by identifier.
    public var audiences: [String: LocalizedText]
    /// Rules by identifier.
    public var rules: [String: LocalizedText]
    /// The places that stand for a time zone, by IANA name (`Europe/Brussels`: Namur).
    public var zones: [String: LocalizedText]
    /// The IANA time zones of partners, by identifier.
    public var partnerZones: [String: String]
    /// Who signed a protocol with each partner, by identifier: for a reader in one city, the other is elsewhere.
    public var signatories: [String: [String]]

    /// Names from their parts; what has none is called by its identifier.
    public init(
        domains: [String: LocalizedText] = [:], axes: [Axis: LocalizedText] = [:],
        partners: [String: LocalizedText] = [:], audiences: [String: LocalizedText] = [:],
        rules: [String: LocalizedText] = [:], zones: [String: LocalizedText] = [:],
        themes: [String: LocalizedText] = [:],
        protocols: [String: LocalizedText] = [:], partnerZones: [String: String] = [:],
        signatories: [String: [String]] = [:]
    ) {
        self.domains = domains
        self.themes = themes
        self.protocols = protocols
        self.axes = axes
        self.partners = partners
        self.audiences = audiences
        self.rules = rules
        self.zones = zones
        self.partnerZones = partnerZones
        self.signatories = signatories
    }

    /// The names a routing table gives; the first partner of a time zone stands for it, the first domain
    /// with a theme names it.
    public init(_ table: RoutingTable, axes: [Axis: LocalizedText] = [:]) {
        self.init(
            domains: Self.first(table.domains.map { ($0.id, $0.name) }),
            axes: axes,
            partners: Self.first(table.partners.map { ($0.id, $0.name) }),
            audiences: Self.first(table.audiences.map { ($0.id, $0.name) }),
            rules: Self.first(table.rules.compactMap { rule in rule.name.map { (rule.id, $0) } }),
            zones: Self.first(table.partners.map { ($0.timeZone, $0.name) }),
            themes: Self.first(table.domains.flatMap(\.themes).map { ($0.id, $0.name) }),
            protocols: Self.first(table.protocols.map { ($0.id, $0.name) }),
            partnerZones: Self.first(table.partners.map { ($0.id, $0.timeZone) }),
            signatories: table.protocols.reduce(into: [:]) { signatories, agreement in
                for partner in agreement.partners {
                    signatories[partner, default: []] += agreement.partners.filter { $0 != partner }
                }
            })
    }

    /// What stands first under each key.
    private static func first<Value>(_ pairs: [(String, Value)]) -> [String: Value] {
        Dictionary(pairs) { first, _ in first }
    }
}
