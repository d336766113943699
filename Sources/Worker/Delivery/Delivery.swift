import Cooperation

/// What became of one mail so far: the value of a record of the deliveries topic.
///
/// The contract is `schemas/delivery.v1.json`.
struct Delivery: Hashable, Codable, Sendable {
    /// How it stands.
    enum State: String, Codable, Sendable {
        /// About to be handed on. Where nothing follows, it may have been.
        case sending
        /// Not taken yet; it is tried again.
        case deferred
        /// Handed on.
        case delivered
        /// Set aside in the dead letters.
        case refused
    }

    var messageID: String
    var digest: String
    var recipient: String
    var state: State
    /// Since when.
    var at: Instant
    /// How: `smtp`, `directory`.
    var via: String
    /// Where the email's record stands in its partition.
    var offset: Int64
    /// How often it was tried.
    var attempts: Int
    /// When it was tried first; absent when it was not.
    var firstAttemptAt: Instant?
    /// What was said to the last attempt.
    var answer: String?
}

extension Delivery {
    /// The longest answer that is kept, in characters.
    static let maxAnswerCount = 500

    /// How a mail stands now.
    init(_ mail: QueuedMail, _ state: State, at now: Instant, via: String, answer: String? = nil) {
        self.init(
            messageID: mail.messageID, digest: mail.digest, recipient: mail.recipient, state: state, at: now, via: via,
            offset: mail.position.offset, attempts: mail.attempts, firstAttemptAt: mail.firstAttemptAt,
            answer: answer.flatMap { $0.isEmpty ? nil : String($0.prefix(Self.maxAnswerCount)) })
    }
}
