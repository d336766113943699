import Cooperation
import KafkaClient

/// Reads notices from records of a batch. It reuses its memory, so one owner uses it at a time.
final class NoticeIntake {
    private let reader: NoticeReader
    private var views: [RecordHeaderView] = []

    init(limits: EventLimits) {
        reader = NoticeReader(limits: limits)
    }

    func read(_ record: ConsumerRecord, of batch: RecordBatch) -> Result<Notice, Rejection> {
        batch.withKey(of: record) { key in
            batch.withValue(of: record) { value in
                views.removeAll(keepingCapacity: true)
                batch.withHeaders(of: record) { name, value in
                    views.append(RecordHeaderView(name: name, value: value))
                    return true
                }
                return reader.read(
                    key: key, value: value, headers: views, offset: record.offset,
                    appendedAt: Instant(milliseconds: record.timestampMilliseconds ?? 0))
            }
        }
    }
}
