import Cooperation
import KafkaClient
import Testing

@testable import Worker

@Suite("A plan for dead letters")
struct DispositionPlanTests {
    private static let taken = ReplayVerdict.taken(Prospect(summary: "told to culture"))
    private static let refused = ReplayVerdict.refused([LetterFault(code: "contract", path: "", message: "no")])

    private func candidate(
        _ offset: Int64, _ verdict: ReplayVerdict?, stage: StageName? = .route, _ acts: [Disposition.Act] = []
    ) -> DispositionPlan.Candidate {
        DispositionPlan.Candidate(
            letter: FiledLetter(
                position: SampleLetter.position(offset), filedAt: Instant(milliseconds: offset),
                letter: SampleLetter.letter(offset: offset),
                dispositions: acts.map { SampleLetter.disposition($0, of: offset) }),
            stage: stage, verdict: verdict)
    }

    private func all() -> [DispositionPlan.Candidate] {
        [
            candidate(0, Self.taken), candidate(1, Self.refused), candidate(2, nil, stage: nil),
            candidate(3, Self.taken, [.replayed]), candidate(4, Self.taken, [.discarded]),
        ]
    }

    private func due(_ options: DispositionPlan.Options) -> [Int64] {
        DispositionPlan(all(), options).due.map(\.letter.position.offset)
    }

    @Test("replays what its stage would take, and nothing twice")
    func replay() {
        let plan = DispositionPlan(all(), DispositionPlan.Options(act: .replayed))
        #expect(due(DispositionPlan.Options(act: .replayed)) == [0])
        #expect(
            plan.steps.map(\.obstacle) == [
                nil, .refused, .noReader, .closed(SampleLetter.disposition(.replayed, of: 3)),
                .closed(SampleLetter.disposition(.discarded, of: 4)),
            ])
        #expect(plan.isIncomplete)
    }

    @Test("replays with --again what was dealt with, with --force what would come back, and each only that")
    func exceptions() {
        #expect(due(DispositionPlan.Options(act: .replayed, again: true)) == [0, 3, 4])
        #expect(due(DispositionPlan.Options(act: .replayed, force: true)) == [0, 1, 2])
        #expect(due(DispositionPlan.Options(act: .replayed, again: true, force: true)) == [0, 1, 2, 3, 4])
    }

    @Test("discards what is open, whatever any stage would make of it")
    func discard() {
        #expect(due(DispositionPlan.Options(act: .discarded)) == [0, 1, 2])
        #expect(!DispositionPlan(all(), DispositionPlan.Options(act: .discarded)).isIncomplete)
    }
}

@Suite("The judge of what is replayed")
struct ReplayJudgeTests {
    private let now = Instant(milliseconds: 1_795_000_000_000)

    private func judge(
        _ value: String?, _ stage: StageName, key: String = "culture", headers: [(String, String)] = []
    ) throws -> ReplayVerdict {
        ReplayJudge(configuration: try SmallConfiguration.load()).judge(
            key: Array(key.utf8), value: value.map { Array($0.utf8) },
            headers: headers.map { .init(name: $0.0, text: $0.1) }, for: stage, at: now)
    }

    private static func event(_ data: String) -> String {
        #"""
        {"specversion": "1.0", "id": "1", "source": "/namur", "type": "be.namur.event.confirmed.v1",
         "subject": "event/1", "data": {"domains": ["culture"], "partners": ["namur"], \#(data)}}
        """#
    }

    private static let good = #""title": {"fr": "Salon"}, "direction": "mutual", "starts": "2026-12-04""#

    private func codes(_ verdict: ReplayVerdict) -> [String] {
        if case .refused(let faults) = verdict { faults.map(\.code) } else { [] }
    }

    @Test("says who would be told of an event, or everything that is wrong with it")
    func events() throws {
        guard case .taken(let prospect) = try judge(Self.event(Self.good), .route) else {
            Issue.record("a good event is refused")
            return
        }
        #expect(prospect.told.map(\.audience) == ["culture"])
        #expect(prospect.told.map(\.rules) == [["culture-service"]])
        guard case .refused(let faults) = try judge(Self.event(#""direction": "entrante""#), .route) else {
            Issue.record("a bad event is taken")
            return
        }
        #expect(Set(faults.map(\.path)) == ["/data/title", "/data/direction", "/data/starts"])
        #expect(codes(try judge(nil, .route)) == ["tombstone"])
    }

    @Test("judges commands, digests and emails by the readers of their stages")
    func laterStages() throws {
        let command = #"""
            {"id": "8c5f3a52-0d5e-4f0b-9c2b-3b1f6f1f5a77", "order": "flush", "audience": "culture", "by": "anne",
             "subscription": "SUB", "at": "2026-11-27T15:04:05Z"}
            """#
        let headers = [("vm-command", "v1")]
        let known = command.replacing("SUB", with: "culture-weekly")
        #expect(try judge(known, .digest, headers: headers).isTaken)
        #expect(
            codes(try judge(command.replacing("SUB", with: "culture-wekly"), .digest, headers: headers)) == [
                "passed-over"
            ])
        #expect(codes(try judge("{", .digest, headers: headers)) == ["command-not-json"])
        #expect(!codes(try judge(Self.event(Self.good), .digest)).isEmpty, "a notice without an origin")
        #expect(codes(try judge("{}", .compose)) == ["contract"])
        #expect(codes(try judge(nil, .compose)) == ["tombstone"])
        #expect(codes(try judge("{}", .deliver)) == ["contract"])
    }
}
