import Cooperation
import DigestEngine
import Foundation
import Operations
import Worker

/// What the demo prints at its end.
struct DemoReport {
    let configuration: WorkerConfiguration
    let sample: [SampleRecord]
    let harvest: RehearsalHarvest
    let verdicts: [DigestVerdict]
    let out: String
    let prefix: String

    func render() -> String {
        [summary, audiences, subscriptions, deadLetters, ending].joined(separator: "\n\n")
    }

    private var summary: String {
        let days = sample.map { String($0.publishedAt.description.prefix(10)) }
        let notices = harvest.noticesPerAudience.values.reduce(0, +)
        return """
            \(sample.count) records from \(days.min() ?? "–") to \(days.max() ?? "–") → \(notices) notices → \
            \(harvest.digests.count) digests → \(emails) emails; \(harvest.deadLetters.count) dead letters
            """
    }

    private var emails: Int { harvest.emailsPerSubscription.values.reduce(0, +) }

    private var audiences: String {
        var table = TextTable(["audience", "notices", "of them triage"])
        for audience in configuration.routing.audiences {
            let isTriage = audience.id == configuration.routing.triageAudience
            table.add([
                audience.name.best(for: "fr")?.text ?? audience.id,
                String(harvest.noticesPerAudience[audience.id] ?? 0), isTriage ? String(harvest.triage) : "",
            ])
        }
        return table.render()
    }

    private var subscriptions: String {
        var table = TextTable(["subscription", "digests", "lines", "emails"])
        for subscription in configuration.subscriptions {
            let digests = harvest.digests.filter { $0.subscription == subscription.id }
            table.add([
                subscription.id, String(digests.count), String(digests.map(\.counts.lines).reduce(0, +)),
                String(harvest.emailsPerSubscription[subscription.id] ?? 0),
            ])
        }
        return table.render()
    }

    private var deadLetters: String {
        guard !harvest.deadLetters.isEmpty else { return "no dead letters" }
        var table = TextTable(["dead letter", "code", "path"])
        for entry in harvest.deadLetters {
            table.add(["\(entry.topic)/\(entry.partition)@\(entry.offset)", entry.code, entry.path])
        }
        return table.render()
    }

    private var ending: String {
        let right = verdicts.filter(\.isRight).count
        let example = harvest.example.map { "Open one digest:   \($0.path)" } ?? "No mail was made."
        let topics = prefix.isEmpty ? "" : "\nIts topics stay:   digests verify --set topics.prefix=\(prefix)"
        return """
            \(right) of \(verdicts.count) digests rebuilt from the log with the same hash.
            All results:       \(out)/digests  \(out)/emails  \(out)/dead-letters.jsonl
            \(example)\(topics)
            """
    }
}
