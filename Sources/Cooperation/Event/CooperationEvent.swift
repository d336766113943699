/// One event of the contract, decoded in full: the CloudEvents attributes that matter here, and the data.
///
/// The contract is `schemas/delegation.v1.json`, `exchange.v1.json` and `event.v1.json`. Fields unknown to it are
/// ignored here and stay in the record's bytes.
public struct CooperationEvent: Hashable, Sendable {
    /// CloudEvents `id`, unique within `source`.
    public var id: String
    /// CloudEvents `source`: a URI reference naming the system that published.
    public var source: String
    /// CloudEvents `type` as published, e.g. `ca.quebec.ville.delegation.confirmed.v1`.
    public var type: String
    /// The kind, from the type.
    public var kind: Kind
    /// The step of the life cycle, from the type.
    public var action: Action
    /// CloudEvents `subject`: the thing the event is about; together with `source` it is what folding goes by.
    public var subject: String
    /// CloudEvents `time`: when the occurrence happened at the sender, where given.
    public var time: Instant?

    /// What it is called, in at least one language.
    public var title: LocalizedText
    /// What it is about, in a sentence or two.
    public var summary: LocalizedText?
    /// Why it changed or was cancelled, in the sender's words.
    public var note: LocalizedText?
    /// Cooperation domains, as published (known to the configuration or not); at least one.
    public var domains: [String]
    /// Themes, as published.
    public var themes: [String]
    /// Axes of the city's vision.
    public var axes: [Axis]
    /// Partner cities or bodies, by identifier; at least one.
    public var partners: [String]
    /// Which way it goes.
    public var direction: Direction
    /// Its weight.
    public var priority: Priority
    /// When it starts, where known.
    public var starts: Moment?
    /// When it ends, where known.
    public var ends: Moment?
    /// Until when an answer, an application or a registration is awaited.
    public var respondBy: Moment?
    /// Where it happens.
    public var place: Place?
    /// Who takes part.
    public var organisations: [Organisation]
    /// How many people travel (delegations).
    public var participants: Int?
    /// The steps of a visit, in order (delegations).
    public var programme: [ProgrammeStep]
    /// Where to read more.
    public var links: [Link]

    /// An event with its required parts; the optional ones start empty.
    public init(
        id: String, source: String, type: String, kind: Kind, action: Action, subject: String,
        title: LocalizedText, domains: [String], partners: [String], direction: Direction
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.kind = kind
        self.action = action
        self.subject = subject
        self.title = title
        self.domains = domains
        self.partners = partners
        self.direction = direction
        themes = []
        axes = []
        priority = .normal
        organisations = []
        programme = []
        links = []
    }
}
