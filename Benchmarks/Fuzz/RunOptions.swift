import ArgumentParser
import Foundation
import Fuzzing

/// What a run is made of.
struct RunOptions: ParsableArguments {
    @Option(help: "How many records.")
    var records = 100_000

    @Option(help: "The seed that the records follow from; another each time, if not given.")
    var seed: UInt64?

    @Option(help: "A folder of records to start from (may be repeated); the repository's own, if not given.")
    var corpus: [String] = []

    @Option(help: "The folder that records which show a bug are written to.")
    var findings = "out/fuzz"

    @Option(help: "After how many seconds on one record the reader counts as hanging.")
    var hangSeconds: UInt32 = 10

    func validate() throws {
        guard records >= 1, hangSeconds >= 1 else {
            throw ValidationError("--records and --hang-seconds are at least 1.")
        }
    }

    var folders: [URL] {
        guard corpus.isEmpty else { return corpus.map { URL(filePath: $0) } }
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return Corpus.folders(ofRepository: root)
    }
}
