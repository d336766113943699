public import Cooperation
public import KafkaClient

/// What a record that comes back from the dead letters says of its failures so far.
///
/// A replay gives it three headers, `dlq.attempts`, `dlq.first-failure` and `dlq.replay-of`. They are all that is carried
/// along, whatever happened before, so that no number of replays makes a record grow. The stage that reads it hands
/// them on to nobody but the dead letters.
public struct ReturningRecord: Hashable, Sendable {
    /// How often it failed so far.
    public var attempts: Int
    /// When it failed first.
    public var firstFailure: Instant
    /// The dead letter that it was replayed from.
    public var letter: RecordPosition

    /// The record of this dead letter, about to go back.
    public init(of letter: DeadLetter, at position: RecordPosition) {
        attempts = letter.attempts
        firstFailure = letter.firstFailure
        self.letter = position
    }

    /// Reads what a replay wrote; nil for a record that came by itself.
    public init?(headers: [KafkaHeader]) {
        func text(_ name: String) -> String? {
            headers.last { $0.name == DeadLetter.headerPrefix + name }?.value.map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        guard let attempts = text("attempts").flatMap({ Int($0) }), attempts >= 1,
            let firstFailure = text("first-failure").flatMap({ Instant($0) }),
            let letter = text("replay-of").flatMap({ RecordPosition($0) })
        else { return nil }
        self.attempts = min(attempts, DeadLetter.maxAttempts)
        self.firstFailure = firstFailure
        self.letter = letter
    }

    /// What it carries along.
    public var headers: [KafkaHeader] {
        [
            ("attempts", String(attempts)), ("first-failure", firstFailure.description),
            ("replay-of", letter.description),
        ].map { KafkaHeader(name: DeadLetter.headerPrefix + $0.0, text: $0.1) }
    }
}
