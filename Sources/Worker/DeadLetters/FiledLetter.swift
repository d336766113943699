public import Cooperation

/// A dead letter as it lies in its topic, without its bytes, and what became of it.
public struct FiledLetter: Hashable, Sendable {
    /// Whether something is still to be done.
    public enum State: String, CaseIterable, Sendable {
        /// Nobody has dealt with it.
        case open
        /// Its record was put back.
        case replayed
        /// It was decided that nothing is to be done.
        case discarded
    }

    /// Where it lies.
    public var position: RecordPosition
    /// When it was appended, by the record's timestamp.
    public var filedAt: Instant
    /// Why it was set aside.
    public var letter: DeadLetter
    /// The `source` of the event it carries, where that can be told.
    public var source: String?
    /// The `id` of that event.
    public var eventID: String?
    /// How many bytes its value has; nil for a tombstone.
    public var byteCount: Int?
    /// What became of it, in the order of the log.
    public var dispositions: [Disposition]

    /// A letter from its parts.
    public init(
        position: RecordPosition, filedAt: Instant, letter: DeadLetter, source: String? = nil, eventID: String? = nil,
        byteCount: Int? = nil, dispositions: [Disposition] = []
    ) {
        self.position = position
        self.filedAt = filedAt
        self.letter = letter
        self.source = source
        self.eventID = eventID
        self.byteCount = byteCount
        self.dispositions = dispositions
    }

    /// What the last disposition says.
    public var state: State {
        switch dispositions.last?.act {
        case nil: .open
        case .replayed: .replayed
        case .discarded: .discarded
        }
    }
}
