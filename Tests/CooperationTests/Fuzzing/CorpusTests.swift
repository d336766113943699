import Cooperation
import Foundation
import Fuzzing
import TestSupport
import Testing

@Suite("The corpus of records")
struct CorpusTests {
    static let corpus = Result { try Corpus(folders: Corpus.folders(ofRepository: PythonTool.packageRoot)) }

    @Test("each record is told as its name says, and its judgement is sound")
    func names() throws {
        let judge = FuzzJudge()
        var codes: Set<RejectionCode> = []
        let records = try Corpus(folders: [PythonTool.packageRoot.appending(path: "Tests/Corpus")]).entries
        for entry in records {
            let verdict = judge.judge(entry.record)
            #expect(entry.name.hasPrefix(verdict.code?.rawValue ?? "taken"), "\(entry.name): \(verdict)")
            #expect(verdict.complaints == [], "\(entry.name)")
            #expect(entry.record.file.count < 8_000, "\(entry.name) is no small file")
            if let code = verdict.code { codes.insert(code) }
        }
        // A record too large would be no small file.
        #expect(codes.union([.tooLarge]) == Set(RejectionCode.allCases))
    }

    @Test("the contract's examples are told as their folders say, and their judgement is sound")
    func examples() throws {
        let judge = FuzzJudge()
        for kind in ["delegation.v1", "event.v1", "exchange.v1"] {
            for (folder, isTaken) in [("valid", true), ("invalid", false)] {
                let place = PythonTool.packageRoot.appending(path: "schemas/examples/\(kind)/\(folder)")
                for entry in try Corpus(folders: [place]).entries {
                    let verdict = judge.judge(entry.record)
                    #expect((verdict.code == nil) == isTaken, "\(kind)/\(entry.name): \(verdict)")
                    #expect(verdict.complaints == [], "\(kind)/\(entry.name)")
                }
            }
        }
    }

    @Test("a record's file gives the same record again, and any bytes are some record")
    func files() throws {
        let mutator = RecordMutator(corpus: try Self.corpus.get(), seed: 7)
        for number in 0..<3_000 {
            let record = mutator.record(number)
            #expect(FuzzRecord(file: record.file) == record)
            let bytes = record.value ?? []
            let other = FuzzRecord(file: bytes)
            #expect(FuzzRecord(file: other.file) == other)
        }
    }

    @Test("the same seed makes the same records, whatever came before")
    func replay() throws {
        let corpus = try Self.corpus.get()
        let (one, other) = (RecordMutator(corpus: corpus, seed: 7), RecordMutator(corpus: corpus, seed: 7))
        let records = (0..<500).map(one.record)
        #expect((0..<500).reversed().allSatisfy { other.record($0) == records[$0] })
        #expect((0..<500).map(RecordMutator(corpus: corpus, seed: 8).record) != records)
        #expect(Set(records).count > 400)
    }
}
