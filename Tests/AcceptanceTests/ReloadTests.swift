import Foundation
import Testing

extension AcceptanceTests {
    @Suite("reload")
    struct ReloadTests {
        private static let subscriptions = [
            Office.Subscription(
                id: "bureau-now", audience: "bureau", cadence: "{ immediate: { gap_seconds: 1 } }",
                recipients: [("international@quebec.example.org", "fr-CA")])
        ]
        private static let extraRule = "- { id: exchanges-to-culture, when: { kinds: [exchange] }, to: [culture] }"
        private static let events: [SampleEvent] = (0..<1_200).map { number in
            SampleEvent(
                kind: ["delegation", "exchange", "event"][number % 3], id: "e-\(number)",
                subject: "subject-\(number % 97)",
                domains: [["culture"], ["economic-development"], ["ville intelligente"]][number / 3 % 3])
        }

        @Test("a rule changed under load routes what comes after it; nothing is lost, doubled or decided by two tables")
        func underLoad() async throws {
            try await withStage(Self.subscriptions) { stage in
                let old = try await Table(stage.config, hasExtraRule: false)
                let text = try String(contentsOfFile: stage.config, encoding: .utf8)
                let changed = text.replacing(
                    "    - { id: bureau-overview", with: "    \(Self.extraRule)\n    - { id: bureau-overview")
                let new = try await Table(stage.scratch.write(changed, to: "changed.yaml"), hasExtraRule: true)
                #expect(old.version != new.version)
                try await LogTail.follow([stage.cluster.topic("notices")], on: stage.cluster) { tail in
                    let published = try await play(stage, tail, text: text, changed: changed)
                    check(tail.records.value, published, [old, new])
                    #expect(tail.records.value.disorders == [])
                }
            }
        }

        /// Publishes everything, and meanwhile has the configuration read three times: changed, broken, as it was.
        private func play(
            _ stage: Stage, _ tail: LogTail, text: String, changed: String
        ) async throws -> [Feeder.Published] {
            async let feeding = Feeder(cluster: stage.cluster).publish(Self.events, .burst)
            let steps = [
                (text: changed, answer: "a new configuration is in force"),
                (text: changed.replacing("to: [culture]", with: "to: [cultur]"), answer: "was not put in force"),
                (text: text, answer: "a new configuration is in force"),
            ]
            try await withWorker(config: stage.config) { worker in
                for (number, step) in steps.enumerated() {
                    let due = (number + 1) * Self.events.count / 4
                    try await tail.records.wait(within: .seconds(90), awaiting: "\(due) notices") { $0.count >= due }
                    let seen = worker.process.errors.value.lines.count
                    try stage.scratch.write(step.text, to: "office.yaml")
                    worker.process.send(SIGHUP)
                    try await worker.process.errors.wait(within: .seconds(30), awaiting: step.answer) {
                        $0.lines.dropFirst(seen).contains { $0.contains(step.answer) }
                    }
                }
                #expect(worker.process.complaint.contains("did you mean"))
                try await tail.records.wait(within: .seconds(90), awaiting: "the Bureau's notice of every event") {
                    $0.count { $0.keyText == "bureau" } >= Self.events.count
                }
                worker.process.send(SIGTERM)
                #expect(try await worker.process.ended(within: .seconds(60)) == .exit(0))
            }
            return try await feeding
        }

        private func check(_ notices: [StoredRecord], _ published: [Feeder.Published], _ tables: [Table]) {
            let told = Dictionary(grouping: notices) { $0.header("vm-origin") ?? "" }
            #expect(told.count == published.count)
            var used: [String: [Int: String]] = [:]
            for event in published {
                let notices = told[event.origin] ?? []
                let versions = Set(notices.map { $0.header("vm-routes") ?? "none" })
                let table = tables.first { [$0.version] == versions }
                #expect(table != nil, "\(event.origin) was routed by \(versions.sorted())")
                #expect(
                    notices.map(\.keyText).sorted() == table?.audiences(of: event.event).sorted(), "\(event.origin)")
                used[event.partition, default: [:]][Int(event.offset)] = table?.version
            }
            let runs = used.values.map { $0.sorted { $0.key < $1.key }.map(\.value).runs }
            #expect(runs.allSatisfy { $0.count <= 3 }, "within a partition tables came back: \(runs)")
            #expect(Set(used.values.flatMap(\.values)) == Set(tables.map(\.version)))
        }
    }
}

/// A routing table by its version, and whom it tells.
private struct Table {
    let version: String
    let hasExtraRule: Bool

    init(_ config: String, hasExtraRule: Bool) async throws {
        let outcome = try await Binary.run(["config", "check", "--config", config])
        let version = try #require(outcome.output.firstMatch(of: /routes\s+([0-9a-f]{12})/), "\(outcome.errors)")
        self.version = String(version.output.1)
        self.hasExtraRule = hasExtraRule
    }

    func audiences(of event: SampleEvent) -> Set<String> {
        Office.audiences(of: event).union(hasExtraRule && event.kind == "exchange" ? ["culture"] : [])
    }
}

extension Array where Element: Equatable {
    /// Its elements without those that repeat the one before.
    fileprivate var runs: [Element] {
        reduce(into: []) { runs, element in if runs.last != element { runs.append(element) } }
    }
}
