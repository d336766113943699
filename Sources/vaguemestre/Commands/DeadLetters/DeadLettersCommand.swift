import ArgumentParser

/// `vaguemestre dead-letters`
struct DeadLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters", abstract: "Looks at the records that were set aside, and deals with them.",
        discussion: """
            list and show write nothing. replay puts records back into the topic they came from, as they were or \
            corrected; discard closes letters about which nothing is to be done. Both write down in the dead-letters \
            topic who did what, when and why.
            """,
        subcommands: [List.self, Show.self, Replay.self, Discard.self])
}
