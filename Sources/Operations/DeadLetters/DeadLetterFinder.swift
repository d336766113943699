public import Cooperation
public import Worker

/// Picks the dead letters that somebody means.
public struct DeadLetterFinder: Sendable {
    private let letters: [FiledLetter]

    /// A finder among these letters.
    public init(_ letters: [FiledLetter]) {
        self.letters = letters
    }

    /// The letters that the filter takes, oldest first, at most `limit`.
    ///
    /// - Throws: ``UnknownLetter`` for a position in the filter where no dead letter lies.
    public func find(_ filter: DeadLetterFilter, limit: Int? = nil) throws(UnknownLetter) -> [FiledLetter] {
        let known = Set(letters.map(\.position))
        if let unknown = filter.positions.subtracting(known).min(by: { $0.description < $1.description }) {
            throw UnknownLetter(
                position: unknown, letters: letters.filter { $0.letter.origin == unknown }.map(\.position))
        }
        let found = letters.filter(filter.takes)
        return limit.map { Array(found.prefix($0)) } ?? found
    }
}

/// A position where no dead letter lies.
public struct UnknownLetter: Error, CustomStringConvertible {
    /// The position.
    public var position: RecordPosition
    /// The dead letters of the record that stands there.
    public var letters: [RecordPosition]

    /// What there is instead.
    public var description: String {
        guard !letters.isEmpty else {
            return "there is no dead letter at \(position); `vaguemestre dead-letters list --each` says where they lie"
        }
        let names = letters.map(\.description).joined(separator: ", ")
        return "\(position) is where a record came from; its dead letter lies at \(names)"
    }
}
