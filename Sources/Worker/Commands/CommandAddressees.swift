import Cooperation
public import DigestEngine

/// Whom commands can be for: the audiences and subscriptions of a configuration.
public struct CommandAddressees: Sendable {
    private let audiences: [String]
    private let subscriptions: [Subscription]

    /// Those of a configuration.
    public init(configuration: WorkerConfiguration) {
        audiences = configuration.routing.audiences.map(\.id)
        subscriptions = configuration.subscriptions
    }

    /// What is wrong with an audience or subscription that the configuration does not know, and the nearest that it
    /// does; nil where it knows them.
    public func problem(audience: String, subscription: String?) -> String? {
        guard audiences.contains(audience) else { return unknown("audience", audience, among: audiences) }
        guard let subscription else {
            return subscriptions.contains { $0.audience == audience }
                ? nil : "nobody has subscribed to what `\(audience)` is told"
        }
        guard let known = subscriptions.first(where: { $0.id == subscription }) else {
            return unknown("subscription", subscription, among: subscriptions.map(\.id))
        }
        return known.audience == audience
            ? nil : "the subscription `\(subscription)` is of the audience `\(known.audience)`, not `\(audience)`"
    }

    /// The subscription of that id, or what is wrong with the id.
    public func subscription(_ id: String) -> Result<Subscription, UnknownAddressee> {
        if let known = subscriptions.first(where: { $0.id == id }) { return .success(known) }
        return .failure(UnknownAddressee(description: unknown("subscription", id, among: subscriptions.map(\.id))))
    }

    /// Refuses an audience that nobody knows, or to which nobody has subscribed.
    public func check(audience: String) throws(UnknownAddressee) {
        if let problem = problem(audience: audience, subscription: nil) {
            throw UnknownAddressee(description: problem)
        }
    }

    private func unknown(_ what: String, _ name: String, among names: [String]) -> String {
        let hint = NearestName.nearest(to: name, among: names).map { "; did you mean `\($0)`?" } ?? "."
        return "the configuration has no \(what) `\(name)`\(hint) Known: \(names.joined(separator: ", "))"
    }
}

/// An audience or subscription that the configuration does not know.
public struct UnknownAddressee: Error, CustomStringConvertible {
    /// What is wrong, and the nearest name that would be right.
    public var description: String
}
