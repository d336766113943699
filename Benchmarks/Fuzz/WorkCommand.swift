import ArgumentParser
import Foundation
import Fuzzing

/// The work itself: one thread, record after record.
struct WorkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "work", shouldDisplay: false)

    @OptionGroup var options: RunOptions
    @Option var progress: String

    func run() throws {
        guard let seed = options.seed else { throw ValidationError("--seed is missing.") }
        let corpus = try Corpus(folders: options.folders)
        let place = try ProgressFile(URL(filePath: progress))
        var run = FuzzRun(corpus: corpus, seed: seed)
        let report = Report(records: options.records)
        for number in 0..<options.records {
            place.note(number)
            // A record that takes too long ends the process, by this signal's own way.
            alarm(options.hangSeconds)
            run.step(number)
            report.show(run.tally)
            if run.tally.findings.count >= 10 { break }
        }
        alarm(0)
        report.conclude(run.tally)
        guard !run.tally.findings.isEmpty else { return }
        try keep(run.tally.findings, seed)
        throw ExitCode.failure
    }

    private func keep(_ findings: [FuzzRun.Finding], _ seed: UInt64) throws {
        for finding in findings {
            let file = URL(filePath: options.findings).appending(path: "bug-\(seed)-\(finding.number).record")
            try Data(finding.record.file).write(to: file)
            print("record \(finding.number), in \(file.path):")
            for complaint in finding.complaints.prefix(3) { print("  \(complaint)") }
        }
    }
}
