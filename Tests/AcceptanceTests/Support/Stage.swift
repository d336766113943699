import Foundation

/// What most tests play on: brokers, an office's configuration in a file, and a place for files.
struct Stage {
    let cluster: Cluster
    let scratch: Scratch
    let office: Office
    let config: String

    var kcat: Kcat { Kcat(cluster: cluster) }
    var mailDirectory: String { "emails" }

    /// Runs a command that looks at this configuration.
    func command(_ arguments: String..., config other: String? = nil) async throws -> Binary.Outcome {
        try await Binary.run(arguments + ["--config", other ?? config])
    }

    /// Waits until the log shows that these events were told to everybody and all mails delivered.
    func waitUntilTold(_ events: [SampleEvent], _ tail: LogTail, at subscriptions: [String], limit: Duration)
        async throws
    {
        let expected = office.tellings(of: events).filter { subscriptions.contains($0.subscription) }
        let (digestTopic, deliveryTopic) = (cluster.topic("digests"), cluster.topic("deliveries"))
        try await tail.records.wait(within: limit, awaiting: "the digests that tell of all events") { records in
            expected.isSubset(of: records.digests(in: digestTopic).tellings)
        }
        let mails = office.mails(of: tail.records.value.digests(in: digestTopic))
        try await tail.records.wait(within: limit, awaiting: "the delivery of \(mails.count) mails") { records in
            mails.isSubset(
                of: records.deliveries(in: deliveryTopic).map { Mail(digest: $0.digest, recipient: $0.recipient) })
        }
    }
}

/// Sets a stage for these subscriptions, and clears it away afterwards.
func withStage<Result>(
    _ subscriptions: [Office.Subscription], _ body: (Stage) async throws -> Result
) async throws -> Result {
    try await withScratch { scratch in
        try await withCluster { cluster in
            let office = Office(cluster: cluster, subscriptions: subscriptions)
            let config = try scratch.write(office.yaml(mailDirectory: scratch.path("emails")), to: "office.yaml")
            try await makeTopics(config: config, on: cluster)
            return try await body(Stage(cluster: cluster, scratch: scratch, office: office, config: config))
        }
    }
}
