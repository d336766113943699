import Foundation

/// A small office's configuration, and what it follows that each audience must see: worked out here by the words of
/// the design, not by the program.
struct Office {
    struct Subscription {
        var id: String
        var audience: String
        /// As the configuration writes it.
        var cadence: String
        var actions: [String]?
        var recipients: [(address: String, language: String)]
    }

    let cluster: Cluster
    var subscriptions: [Subscription]

    static let knownDomains = ["culture", "economic-development"]

    /// Who is told of an event: each domain's service, and the Bureau of everything, known or not.
    static func audiences(of event: SampleEvent) -> Set<String> {
        Set(event.domains.filter(knownDomains.contains)).union(["bureau"])
    }

    func takes(_ subscription: Subscription, _ event: SampleEvent) -> Bool {
        Self.audiences(of: event).contains(subscription.audience)
            && subscription.actions.map { $0.contains(event.action) } ?? true
    }

    func yaml(mailDirectory: String) -> String {
        """
        kafka:
          bootstrap.servers: \(cluster.bootstrapServers)
          transaction.timeout.ms: \(cluster.transactionTimeoutMilliseconds)
        guarantee: \(cluster.guarantee)
        group_prefix: \(cluster.prefix)
        instance: acceptance
        topics:
        \(topics)
          partitions: 4
          replication: 1
        digest:
          grace_seconds: 0
        deliver:
          mode: directory
          directory: \(mailDirectory)
        http:
          port: 0
        cooperation:
          triage: bureau
          partners:
            - { id: namur, name: { fr: Namur }, time_zone: Europe/Brussels }
          protocols: []
          domains:
            - { id: culture, name: { fr: La culture }, themes: [] }
            - { id: economic-development, name: { fr: Le développement économique }, themes: [] }
          axes: []
          audiences:
            - { id: culture, name: { fr: Service de la culture } }
            - { id: economic-development, name: { fr: Service du développement économique } }
            - { id: bureau, name: { fr: Bureau } }
          rules:
            - { id: culture-service, when: { domains: [culture] }, to: [culture] }
            - { id: economy-service, when: { domains: [economic-development] }, to: [economic-development] }
            - { id: bureau-overview, when: {}, to: [bureau] }
        subscriptions:
        \(subscriptions.map(yaml).joined(separator: "\n"))
        """
    }

    private var topics: String {
        let names = [
            "delegations", "exchanges", "events", "notices", "digests", "cuts", "emails", "deliveries", "preferences",
        ].map { "  \($0): \(cluster.topic($0))" }
        return (names + ["  dead_letters: \(cluster.topic("dead-letters"))"]).joined(separator: "\n")
    }

    private func yaml(_ subscription: Subscription) -> String {
        let recipients = subscription.recipients.map { "{ address: \($0.address), language: \($0.language) }" }
        let filter = subscription.actions.map { "{ actions: [\($0.joined(separator: ", "))] }" } ?? "{}"
        return """
              - id: \(subscription.id)
                audience: \(subscription.audience)
                title: { fr: Le courrier }
                cadence: \(subscription.cadence)
                time_zone: America/Toronto
                recipients: [\(recipients.joined(separator: ", "))]
                filter: \(filter)
            """
    }
}
