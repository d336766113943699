import Cooperation
public import KafkaClient
public import Logging
public import Worker

/// A dead-letters topic, read for a person.
public struct DeadLetterLog: Sendable {
    private let topic: String
    private let reader: LogReader

    /// The dead letters of this configuration; or those in another topic, which other programs may write.
    public init(
        configuration: WorkerConfiguration, kafka: KafkaProperties, logger: Logger, topic: String? = nil
    ) {
        self.topic = topic ?? configuration.settings.topics.deadLetters
        reader = LogReader(kafka: kafka, logger: logger)
    }

    /// The letters and what became of them, without their bytes.
    public func register() async throws -> DeadLetterRegister {
        var register = DeadLetterRegister()
        try await reader.read(topic: topic) { record, batch in register.add(LetterRecord(record, of: batch)) }
        return register
    }

    /// These letters with their records, in the same order; one whose record retention has just removed is left out.
    public func cases(of letters: [FiledLetter]) async throws -> [LetterCase] {
        let wanted = Set(letters.map(\.position))
        var records: [Cooperation.RecordPosition: LetterRecord] = [:]
        try await reader.read(ranges(around: wanted)) { record, batch in
            let position = Cooperation.RecordPosition(
                topic: record.topic, partition: record.partition, offset: record.offset)
            if wanted.contains(position) { records[position] = LetterRecord(record, of: batch) }
        }
        return letters.compactMap { letter in
            records[letter.position].map { LetterCase(letter: letter, record: $0) }
        }
    }

    /// Of each partition the part that has them all.
    private func ranges(
        around positions: Set<Cooperation.RecordPosition>
    ) -> [TopicPartition: LogReader.Range] {
        positions.reduce(into: [:]) { ranges, position in
            let partition = TopicPartition(topic: position.topic, partition: position.partition)
            let known = ranges[partition] ?? LogReader.Range(from: position.offset, to: position.offset + 1)
            ranges[partition] = LogReader.Range(
                from: min(known.from ?? 0, position.offset), to: max(known.to ?? 0, position.offset + 1))
        }
    }
}

/// A dead letter with its record, and with the value it is to have instead.
public struct LetterCase: Hashable, Sendable {
    /// The letter.
    public var letter: FiledLetter
    /// Its record, as it lies there.
    public var record: LetterRecord
    /// What is put right in it; nil for nothing.
    public var edit: ReplayEdit?

    /// A case from its parts.
    public init(letter: FiledLetter, record: LetterRecord, edit: ReplayEdit? = nil) {
        self.letter = letter
        self.record = record
        self.edit = edit
    }

    /// The value that would be replayed.
    public var value: [UInt8]? { edit?.value ?? record.value }

    /// The record's own headers, as they would be replayed.
    public var ownHeaders: [KafkaHeader] {
        let own = letter.letter.dialect.ownHeaders(among: record.headers)
        return edit?.applied(to: own) ?? own
    }
}
