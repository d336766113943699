import ArgumentParser
import Foundation
import Fuzzing

/// Makes one record of a run again: the slowest, say.
struct MakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Write one record of a run to a file, by its number.")

    @OptionGroup var options: RunOptions
    @Option(help: "The record's number.") var number: Int
    @Argument(help: "The file.") var file: String

    func validate() throws {
        guard options.seed != nil else { throw ValidationError("--seed is missing.") }
    }

    func run() throws {
        let mutator = RecordMutator(corpus: try Corpus(folders: options.folders), seed: options.seed ?? 0)
        try Data(mutator.record(number).file).write(to: URL(filePath: file))
    }
}
