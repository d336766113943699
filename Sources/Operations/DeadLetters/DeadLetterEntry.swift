import Cooperation
public import Foundation
import KafkaClient
public import Worker

/// One dead letter, for a person or a program: the JSON form is the `line` of `schemas/dead-letter.v1.json`.
public struct DeadLetterEntry: Encodable, Sendable {
    /// What the stage of another program is called.
    public static let unknownStage = "unknown"

    /// Where the letter lies, `topic/partition@offset`.
    public var record: String
    /// When it was appended there.
    public var filedAt: String
    /// `open`, `replayed` or `discarded`.
    public var state: String
    /// What was done about it, in order; absent where nothing was.
    public var dispositions: [Disposition]?
    /// The topic its record came from.
    public var topic: String
    /// The partition it came from.
    public var partition: Int32
    /// Its offset there.
    public var offset: Int64
    /// The stage that refused it; `unknown` where another program did.
    public var stage: String
    /// What is wrong, in one word.
    public var code: String
    /// Where in the document.
    public var path: String
    /// What was found and expected.
    public var message: String
    /// The same for the same reason.
    public var fingerprint: String
    /// How often it was tried.
    public var attempts: Int
    /// When it failed first.
    public var firstFailure: String
    /// The dead letter that it was replayed from.
    public var replayOf: String?
    /// The source of the event it carries, where that can be told.
    public var source: String?
    /// Its key, where it is UTF-8.
    public var key: String?
    /// Its own headers.
    public var headers: [String: String]
    /// Its bytes, in base64; absent for a tombstone.
    public var value: Data?

    /// The entry of a letter and its record.
    public init(_ known: LetterCase) {
        let (filed, letter) = (known.letter, known.letter.letter)
        record = filed.position.description
        filedAt = filed.filedAt.description
        state = filed.state.rawValue
        dispositions = filed.dispositions.isEmpty ? nil : filed.dispositions
        topic = letter.origin.topic
        partition = letter.origin.partition
        offset = letter.origin.offset
        stage = letter.stage?.rawValue ?? Self.unknownStage
        code = letter.code
        path = letter.path
        message = letter.message
        fingerprint = letter.fingerprint
        attempts = letter.attempts
        firstFailure = letter.firstFailure.description
        replayOf = letter.replayOf?.description
        source = filed.source
        key = known.record.key.flatMap { String(bytes: $0, encoding: .utf8) }
        headers = Dictionary(
            known.ownHeaders.map { ($0.name, String(decoding: $0.value ?? [], as: UTF8.self)) }
        ) { $1 }
        value = known.record.value.map { Data($0) }
    }
}
