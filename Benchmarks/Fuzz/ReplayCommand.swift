import ArgumentParser
import Cooperation
import Foundation
import Fuzzing

/// Shows what the reader makes of records in files.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Judge records in files (*.record, or *.json for a value alone).")

    @Argument(help: "The files.") var files: [String]

    func run() throws {
        let judge = FuzzJudge()
        var isSound = true
        for file in files {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
            let record = file.hasSuffix(".json") ? FuzzRecord(value: bytes) : FuzzRecord(file: bytes)
            var routed = judge.route(record)
            let duration = ContinuousClock().measure { routed = judge.route(record) }
            let verdict = judge.judge(record, routed: routed)
            print("\(file): \(verdict.code?.rawValue ?? "taken") in \(duration)")
            for fault in judge.faults(of: record) { print("  \(fault)") }
            for complaint in verdict.complaints { print("  BUG: \(complaint)") }
            isSound = isSound && verdict.complaints.isEmpty
        }
        if !isSound { throw ExitCode.failure }
    }
}
