import Cooperation
import Foundation
import KafkaClient

/// The dead letters of a topic with their dispositions, folded from its records. A value type without Kafka in it.
public struct DeadLetterRegister: Sendable {
    /// How many records are neither a dead letter of any known dialect nor a disposition.
    public private(set) var strangers = 0
    private var filed: [FiledLetter] = []
    private var dispositions: [Cooperation.RecordPosition: [Disposition]] = [:]

    /// An empty register.
    public init() {}

    /// Takes in a record; partitions in any order, the records of each in their own.
    public mutating func add(_ record: LetterRecord) {
        if let letter = DeadLetter.read(headers: record.headers, filedAt: record.timestamp) {
            let event = CarriedEvent(value: record.value, headers: record.headers)
            filed.append(
                FiledLetter(
                    position: record.position, filedAt: record.timestamp, letter: letter, source: event.source,
                    eventID: event.id, byteCount: record.value?.count))
        } else if let disposition = disposition(record) {
            dispositions[disposition.letter, default: []].append(disposition)
        } else {
            strangers += 1
        }
    }

    /// The letters with what became of them, oldest first.
    public var letters: [FiledLetter] {
        filed.map { letter in
            var letter = letter
            letter.dispositions = dispositions[letter.position] ?? []
            return letter
        }.sorted {
            ($0.filedAt, $0.position.partition, $0.position.offset) < (
                $1.filedAt, $1.position.partition, $1.position.offset
            )
        }
    }

    /// A refused record may bring along a header of this name: it then is a dead letter, and never comes here.
    private func disposition(_ record: LetterRecord) -> Disposition? {
        guard record.headers.contains(where: { $0.name == Disposition.header }), let value = record.value else {
            return nil
        }
        return try? JSONDecoder().decode(Disposition.self, from: Data(value))
    }
}
