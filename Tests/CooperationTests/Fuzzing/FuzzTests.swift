import Cooperation
import Foundation
import Fuzzing
import TestSupport
import Testing

/// A short run; `make fuzz` makes long ones.
@Suite("Damaged records")
struct FuzzTests {
    @Test("no damage crashes the reader, and what it says of a record holds together")
    func run() async throws {
        let seed = SeededGenerator.freshSeed
        // A crash would take the seed with it.
        FileHandle.standardError.write(Data("fuzzing with VAGUEMESTRE_SEED=\(seed)\n".utf8))
        let corpus = try CorpusTests.corpus.get()
        let tallies = await withTaskGroup { group in
            for part in 0..<4 {
                group.addTask {
                    var run = FuzzRun(corpus: corpus, seed: seed)
                    for number in part * 10_000..<(part + 1) * 10_000 where run.tally.findings.count < 5 {
                        run.step(number)
                    }
                    return run.tally
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for finding in tallies.flatMap(\.findings) {
            let file = String(decoding: finding.record.file.prefix(2_000), as: UTF8.self)
            Issue.record("VAGUEMESTRE_SEED=\(seed), record \(finding.number): \(finding.complaints)\n\(file)")
        }
        // The damage is of every sort, and leaves enough of the records whole.
        #expect(tallies.map(\.taken).reduce(0, +) > 6_000)
        #expect(Set(tallies.flatMap(\.refused.keys)).union([.tooLarge]) == Set(RejectionCode.allCases))
    }

    @Test("a judge that is told another story complains", arguments: ["taken", "refused"])
    func complains(_ story: String) {
        let judge = FuzzJudge()
        let good = FuzzRecord(value: ExampleEvents.event.bytes)
        let bad = FuzzRecord(value: ExampleEvents.event.setting("/data/direction", to: nil).bytes)
        let (told, record) = story == "taken" ? (good, bad) : (bad, good)
        #expect(judge.judge(record, routed: judge.route(record)).complaints == [])
        #expect(judge.judge(record, routed: judge.route(told)).complaints != [])
    }
}
