import Cooperation
import TestSupport
import Testing

@testable import DigestEngine

@Suite("State that stays small")
struct BoundedStateTests {
    private static let daily = Make.subscription(
        "d", cadence: .daily(at: [LocalTime(hour: 8, minute: 0)]), zone: "UTC")

    private func digest(ofUpdates count: Int64) -> Digest? {
        var engine = DigestEngine(
            subscriptions: [Self.daily],
            settings: DigestEngine.Settings(topic: "partner.notices", graceSeconds: 0, announces: false))
        _ = engine.handle(.assigned(partition: 0, cuts: []))
        for offset in 0..<count {
            let event = Make.event("e\(offset)", "visit", offset == 0 ? .confirmed : .updated, starts: march(12))
            _ = engine.handle(.notice(partition: 0, Make.notice(offset, event)))
        }
        let now = at(2019, 3, 6)
        _ = engine.handle(.tick(now))
        for case .publish(let publication) in engine.handle(.endSampled(partition: 0, end: count, at: now)) {
            return publication.digest
        }
        return nil
    }

    @Test("a line names the first and the last of its events, and counts those between")
    func manyEvents() {
        let line = digest(ofUpdates: 5_000)?.sections.first?.lines.first
        expectSame(line?.updates, 4_999)
        expectSame(line?.eventCount, 5_000)
        expectSame(line?.events.map(\.offset), Array(0..<16) + Array(4_984..<5_000))
    }

    @Test("a digest of one subject is as large for five thousand events as for fifty")
    func sameSize() {
        let few = digest(ofUpdates: 50)?.canonicalBytes().count ?? 0
        let many = digest(ofUpdates: 5_000)?.canonicalBytes().count ?? .max
        #expect(many < few + few / 10)
    }

    @Test("a tally does not depend on the order in which notices are added, nor on how windows are merged")
    func anyOrder() {
        var random = SeededGenerator(seed: SeededGenerator.seeds(1)[0])
        let recipe = DigestRecipe(Self.daily, among: [])
        let notices = (0..<80).map { offset in
            RetainedNotice(
                Make.notice(
                    offset, Make.event("e\(offset)", "visit", random.pick(Action.allCases)),
                    rules: [random.pick(["one", "two", "three"])]))
        }
        func line(_ tally: SubjectTally) -> DigestLine { LineDraft(SubjectFold(tally, past: SubjectPast())).line }
        func tally(_ part: [RetainedNotice]) -> SubjectTally {
            part.dropFirst().reduce(into: SubjectTally(part[0], recipe: recipe)) { $0.add($1, recipe: recipe) }
        }
        let inOrder = line(tally(notices))
        for _ in 0..<20 {
            let shuffled = notices.shuffled(using: &random)
            let middle = Int(random.number(1...79))
            var merged = tally(Array(shuffled[..<middle]))
            merged.merge(tally(Array(shuffled[middle...])))
            expectSame(line(merged), inOrder)
        }
    }
}
