import Cooperation
import KafkaClient

/// Where a mail's record stands in the emails topic.
struct MailPosition: Hashable, Comparable, Sendable {
    var partition: Int32
    var offset: Int64

    static func < (left: MailPosition, right: MailPosition) -> Bool {
        (left.partition, left.offset) < (right.partition, right.offset)
    }
}

/// A record's bytes, for as long as a mail waits; the batch it came in goes.
struct KeptRecord: Hashable, Sendable {
    var key: [UInt8]?
    var value: [UInt8]?
    var headers: [KafkaHeader]

    /// What it holds in memory, about.
    var byteCount: Int { (key?.count ?? 0) + (value?.count ?? 0) + 64 * headers.count }
}

/// A mail that is to be handed on, and what was tried so far.
struct QueuedMail: Hashable, Sendable {
    let position: MailPosition
    let messageID: String
    let digest: String
    let recipient: String
    let record: KeptRecord
    /// Attempts that got as far as this mail, the one under way among them.
    var attempts = 0
    /// When the first of them was.
    var firstAttemptAt: Instant?
    /// Whether an attempt ended without a word from the server: it may have the mail.
    var isInDoubt = false
}
