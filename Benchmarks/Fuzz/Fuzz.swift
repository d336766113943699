import ArgumentParser

/// Throws damaged records at the reader and judges what it makes of them.
@main
struct Fuzz: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract: "Throw damaged records at the reader of events, and judge what it makes of them.",
        subcommands: [RunCommand.self, WorkCommand.self, ReplayCommand.self, MakeCommand.self],
        defaultSubcommand: RunCommand.self)
}
