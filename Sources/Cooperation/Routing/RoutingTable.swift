/// Who cooperates on what, and who is told of it: the configuration that routing decides by.
public struct RoutingTable: Hashable, Sendable {
    /// The partner cities and bodies.
    public var partners: [Partner]
    /// The agreements in force at one time or another.
    public var protocols: [CooperationProtocol]
    /// The domains of cooperation with their themes.
    public var domains: [Domain]
    /// Who can be told.
    public var audiences: [Audience]
    /// Who is told of what, in order; every rule that matches counts.
    public var rules: [Rule]
    /// The audience that receives what no rule knows.
    public var triageAudience: String

    /// A table from its parts; `problems()` says what does not fit together.
    public init(
        partners: [Partner], protocols: [CooperationProtocol], domains: [Domain], audiences: [Audience],
        rules: [Rule], triageAudience: String
    ) {
        self.partners = partners
        self.protocols = protocols
        self.domains = domains
        self.audiences = audiences
        self.rules = rules
        self.triageAudience = triageAudience
    }
}

/// A partner city or body.
public struct Partner: Hashable, Codable, Sendable {
    /// Its identifier in events (`namur`).
    public var id: String
    /// Its name.
    public var name: LocalizedText
    /// Its IANA time zone.
    public var timeZone: String

    /// A partner from its parts.
    public init(id: String, name: LocalizedText, timeZone: String) {
        self.id = id
        self.name = name
        self.timeZone = timeZone
    }
}

/// An agreement between partners, with its term.
public struct CooperationProtocol: Hashable, Sendable {
    /// Its identifier (`quebec-namur-2017-2019`).
    public var id: String
    /// Its name.
    public var name: LocalizedText
    /// The partners that signed.
    public var partners: [String]
    /// The domains it covers.
    public var domains: [String]
    /// The first day it is in force.
    public var from: CalendarDate
    /// The last day it is in force.
    public var until: CalendarDate
    /// How many days before its last one its end is worth an alert. No decision depends on it, and so the table's
    /// version does not either.
    public var alertDays: Int

    /// The longest `alertDays`: ten years.
    public static let maxAlertDays = 3_650

    /// A protocol from its parts.
    public init(
        id: String, name: LocalizedText, partners: [String], domains: [String], from: CalendarDate,
        until: CalendarDate, alertDays: Int = 90
    ) {
        self.id = id
        self.name = name
        self.partners = partners
        self.domains = domains
        self.from = from
        self.until = until
        self.alertDays = alertDays
    }
}

/// A domain of cooperation: the routing key.
public struct Domain: Hashable, Codable, Sendable {
    /// Its identifier (`municipal-management`).
    public var id: String
    /// Its name.
    public var name: LocalizedText
    /// Its themes. The same theme may stand under several domains: it never decides alone.
    public var themes: [Theme]

    /// A domain from its parts.
    public init(id: String, name: LocalizedText, themes: [Theme]) {
        self.id = id
        self.name = name
        self.themes = themes
    }
}

/// A theme within a domain.
public struct Theme: Hashable, Codable, Sendable {
    /// Its identifier (`water-infrastructure`).
    public var id: String
    /// Its name.
    public var name: LocalizedText

    /// A theme from its parts.
    public init(id: String, name: LocalizedText) {
        self.id = id
        self.name = name
    }
}

/// Somebody who is told: a service, an office, a partner.
public struct Audience: Hashable, Codable, Sendable {
    /// Its identifier (`culture`): the key of its notices.
    public var id: String
    /// Its name.
    public var name: LocalizedText

    /// An audience from its parts.
    public init(id: String, name: LocalizedText) {
        self.id = id
        self.name = name
    }
}

/// Who is told of what.
public struct Rule: Hashable, Sendable {
    /// Its identifier: lower-case letters, digits and hyphens.
    public var id: String
    /// Which events it takes.
    public var condition: RuleCondition
    /// The audiences it tells.
    public var audiences: [String]
    /// Which of them are urgent, if any can be.
    public var urgency: Urgency?
    /// What readers are told who ask why they receive something; its identifier where it has none.
    public var name: LocalizedText?

    /// A rule from its parts.
    public init(
        id: String, condition: RuleCondition, audiences: [String], urgency: Urgency? = nil, name: LocalizedText? = nil
    ) {
        self.id = id
        self.name = name
        self.condition = condition
        self.audiences = audiences
        self.urgency = urgency
    }
}

/// What makes an event urgent: one of the actions, on something that starts soon.
public struct Urgency: Hashable, Sendable {
    /// The actions that can be urgent.
    public var actions: Set<Action>
    /// Only when it starts within so many hours after the event's time (and has not started more than a day ago).
    public var withinHours: Int

    /// An urgency from its parts.
    public init(actions: Set<Action>, withinHours: Int) {
        self.actions = actions
        self.withinHours = withinHours
    }
}
