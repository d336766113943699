/// Where something happens.
public struct Place: Hashable, Codable, Sendable {
    /// A venue's name (`Palais Montcalm`), where given.
    public var name: String?
    /// The city's name, as the sender writes it.
    public var city: String?
    /// The IANA time zone of the place (`Europe/Brussels`).
    public var timeZone: String?

    /// A place from what is known of it.
    public init(name: String? = nil, city: String? = nil, timeZone: String? = nil) {
        self.name = name
        self.city = city
        self.timeZone = timeZone
    }
}

/// A body that takes part.
public struct Organisation: Hashable, Codable, Sendable {
    /// Its name.
    public var name: String
    /// The partner it belongs to, by identifier, where given.
    public var partner: String?

    /// An organisation by its name.
    public init(name: String, partner: String? = nil) {
        self.name = name
        self.partner = partner
    }
}

/// Where to read more.
public struct Link: Hashable, Codable, Sendable {
    /// An absolute `http` or `https` URI.
    public var href: String
    /// What it leads to.
    public var title: LocalizedText?

    /// A link to `href`.
    public init(href: String, title: LocalizedText? = nil) {
        self.href = href
        self.title = title
    }
}

/// One step of a delegation's programme.
public struct ProgrammeStep: Hashable, Codable, Sendable {
    /// When it starts.
    public var starts: Moment
    /// What happens.
    public var title: LocalizedText
    /// Where.
    public var place: Place?

    /// A step from its parts.
    public init(starts: Moment, title: LocalizedText, place: Place? = nil) {
        self.starts = starts
        self.title = title
        self.place = place
    }
}
