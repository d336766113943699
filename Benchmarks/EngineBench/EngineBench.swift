import ArgumentParser
import Cooperation
import DigestEngine
import Foundation

/// How long the digest engine takes to open a partition, and how much memory what it keeps of it.
@main
struct EngineBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine-bench",
        abstract: "Hands the digest engine a partition full of pending notices and tells what that costs.")

    @Option(help: "Notices in the partition.") var notices = 1_000_000
    @Option(help: "Subjects they tell of.") var subjects = 10_000

    func run() throws {
        let subscription = Subscription(
            id: "bench", audience: "culture", title: LocalizedText(["fr": "Culture"]),
            cadence: .weekly(on: [.monday], at: [LocalTime(hour: 8, minute: 0)]), timeZone: "America/Toronto")
        var engine = DigestEngine(
            subscriptions: [subscription],
            settings: DigestEngine.Settings(topic: "partner.notices", graceSeconds: 60, announces: true))
        _ = engine.handle(.assigned(partition: 0, cuts: []))
        let template = try event()
        let before = residentBytes()
        let reading = ContinuousClock().measure {
            for offset in 0..<notices { read(offset, template, into: &engine) }
        }
        let kept = residentBytes() - before
        let now = Instant(milliseconds: start.milliseconds + 30 * 86_400_000)
        var lines = 0
        let closing = ContinuousClock().measure {
            _ = engine.handle(.tick(now))
            for case .publish(let publication) in engine.handle(
                .endSampled(partition: 0, end: Int64(notices), at: now))
            {
                lines = publication.digest.counts.lines + publication.digest.counts.omitted
            }
        }
        print("\(notices) notices of \(subjects) subjects read in \(reading), closed in \(closing): \(lines) lines")
        print("kept \(kept >> 20) MiB: \(kept / notices) bytes a notice, \(kept / subjects) a subject")
    }

    private var start: Instant { Instant(milliseconds: 1_772_000_000_000) }

    /// A copy with strings of its own, as if it had just been read.
    private func read(_ number: Int, _ template: CooperationEvent, into engine: inout DigestEngine) {
        var event = template
        event.id = "urn:uuid:00000000-0000-0000-0000-\(String(1_000_000_000_000 + number).dropFirst())"
        event.subject = "delegation-\(number % subjects)"
        event.action = number < subjects ? .confirmed : .updated
        event.title = LocalizedText(["fr": "Visite d’étude \(number)", "en": "Study visit \(number)"])
        event.summary = LocalizedText([
            "fr": String(repeating: "Un programme de trois jours. ", count: 10) + "\(number)"
        ])
        let notice = Notice(
            offset: Int64(number), appendedAt: Instant(milliseconds: start.milliseconds + Int64(number)),
            audience: "culture", event: event,
            origin: RecordPosition(topic: "partner.delegations", partition: 0, offset: Int64(number)),
            rules: ["culture-service"], routesVersion: "0123456789ab")
        _ = engine.handle(.notice(partition: 0, notice))
    }

    private func event() throws -> CooperationEvent {
        CooperationEvent(
            id: "", source: "urn:quebec:agenda", type: "org.example.delegation.updated.v1", kind: .delegation,
            action: .updated, subject: "", title: LocalizedText([:]), domains: ["culture"], partners: ["namur"],
            direction: .incoming)
    }

    private func residentBytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) << 10
    }
}
