import ArgumentParser

/// `vaguemestre emails`
struct EmailsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "emails", abstract: "Shows digests as the mails they become.", subcommands: [Preview.self])
}
