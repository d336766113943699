import ArgumentParser

/// `vaguemestre routes`
struct RoutesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes", abstract: "Looks at the rules, tries them, and compares them with others.",
        subcommands: [Show.self, Test.self, Diff.self])
}
