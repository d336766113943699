import ArgumentParser
import Foundation
import Fuzzing

/// Has the work done by a process of its own, so that a crash or a hang tells which record it was.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Make records and judge them; a record that shows a bug, crashes or hangs is written to a file.")

    @OptionGroup var options: RunOptions

    func run() async throws {
        let seed = options.seed ?? UInt64.random(in: 0...UInt64.max)
        let folder = URL(filePath: options.findings)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let progress = folder.appending(path: "progress")
        print("seed \(seed), \(options.records) records")
        // The other process writes to the same place.
        fflush(nil)
        let status = try await work(seed, progress)
        guard status.reason == .uncaughtSignal else {
            guard status.code == 0 else { throw ExitCode(status.code) }
            return
        }
        let number = try ProgressFile.number(in: progress)
        let corpus = try Corpus(folders: options.folders)
        let file = folder.appending(path: "\(status.code == SIGALRM ? "hang" : "crash")-\(seed)-\(number).record")
        try Data(RecordMutator(corpus: corpus, seed: seed).record(number).file).write(to: file)
        print("record \(number) ended the process by signal \(status.code); it stands in \(file.path)")
        throw ExitCode.failure
    }

    private func work(
        _ seed: UInt64, _ progress: URL
    ) async throws -> (reason: Process.TerminationReason, code: Int32) {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments =
            ["work", "--progress", progress.path, "--seed", "\(seed)", "--records", "\(options.records)"]
            + ["--findings", options.findings, "--hang-seconds", "\(options.hangSeconds)"]
            + options.corpus.flatMap { ["--corpus", $0] }
        return try await withCheckedThrowingContinuation { end in
            process.terminationHandler = { end.resume(returning: ($0.terminationReason, $0.terminationStatus)) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                end.resume(throwing: error)
            }
        }
    }
}
