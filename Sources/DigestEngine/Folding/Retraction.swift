import Cooperation

/// A subject that an operator took back within a slice.
struct Retraction: Sendable {
    /// The command; the last one where there were several.
    private(set) var command: DigestCommand
    /// How many notices of the slice it took back.
    private(set) var notices: Int

    init(_ command: DigestCommand, notices: Int) {
        self.command = command
        self.notices = notices
    }

    /// Adds a later one, or what a later one took back besides.
    mutating func merge(_ later: Retraction) {
        command = later.command
        notices += later.notices
    }

    /// Adds notices that turned out to lie before it.
    mutating func takeBack(_ count: Int) { notices += count }
}
