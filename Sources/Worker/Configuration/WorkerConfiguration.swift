public import Cooperation
public import DigestEngine
public import EmailRendering

/// Everything a worker is told: the settings of the program, the cooperation it serves, and who gets which digest.
public struct WorkerConfiguration: Sendable {
    /// How the program runs.
    public var settings: Settings
    /// Who cooperates on what, and who is told of it.
    public var routing: RoutingTable
    /// What the rules are meant to do, event by event.
    public var examples: [RoutingExample]
    /// The names of the axes.
    public var axes: [NamedAxis]
    /// Who gets which digest.
    public var subscriptions: [Subscription]
    /// What the mails are rendered with: the program's own templates, or a city's over them.
    public var templates: Templates

    /// The subscriptions of one audience.
    public func subscriptions(of audience: String) -> [Subscription] {
        subscriptions.filter { $0.audience == audience }
    }
}

/// An axis of the city's vision with its name.
public struct NamedAxis: Hashable, Sendable {
    /// The axis.
    public var axis: Axis
    /// Its name.
    public var name: LocalizedText

    /// An axis with its name.
    public init(axis: Axis, name: LocalizedText) {
        self.axis = axis
        self.name = name
    }
}
