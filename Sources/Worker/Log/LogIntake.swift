import Cooperation
import DigestEngine
import KafkaClient

/// Reads the entries of the notices topic from records of a batch. It reuses its memory, so one owner uses it at a time.
final class LogIntake {
    /// What became of a record.
    enum Reading {
        /// It says something.
        case entry(LogEntry)
        /// It is a command for nobody: for an audience or a subscription that the configuration does not know.
        case passedOver(DigestCommand, String)
        /// It is no notice.
        case refusedNotice(Rejection)
        /// It says that it is a command, and is none.
        case refusedCommand(CommandRejection)
    }

    private let notices: NoticeReader
    private let commands = CommandReader()
    private let addressees: CommandAddressees
    private let partitionCount: Int32
    private var views: [RecordHeaderView] = []

    /// An intake of a notices topic of so many partitions.
    init(configuration: WorkerConfiguration, partitionCount: Int) {
        notices = NoticeReader(limits: configuration.settings.route.eventLimits)
        addressees = CommandAddressees(configuration: configuration)
        self.partitionCount = Int32(partitionCount)
    }

    func read(_ record: ConsumerRecord, of batch: RecordBatch) -> Reading {
        if let command = readCommand(record, of: batch) { return command }
        let notice = batch.withKey(of: record) { key in
            batch.withValue(of: record) { value in
                notices.read(
                    key: key, value: value, headers: views, offset: record.offset, appendedAt: record.appendedAt)
            }
        }
        switch notice {
        case .success(let notice): return .entry(.notice(notice))
        case .failure(let rejection): return .refusedNotice(rejection)
        }
    }

    /// The same for commands alone; nil for a notice, which is not looked into.
    func readCommand(_ record: ConsumerRecord, of batch: RecordBatch) -> Reading? {
        views.removeAll(keepingCapacity: true)
        batch.withHeaders(of: record) { name, value in
            views.append(RecordHeaderView(name: name, value: value))
            return true
        }
        guard let version = NoticeHeader.commandVersion(in: views) else { return nil }
        let key = batch.key(of: record)
        switch commands.read(key: key, version: version, value: batch.value(of: record)) {
        case .failure(let rejection): return .refusedCommand(rejection)
        case .success(let command): return place(command, record, hash: hash(of: record, in: batch))
        }
    }

    /// The partition of an audience; nil for a topic that was not there yet when the intake was made.
    private func home(of audience: String) -> Int32? {
        partitionCount > 0 ? murmur2Partition(key: audience.utf8, partitionCount: partitionCount) : nil
    }

    private func hash(of record: ConsumerRecord, in batch: RecordBatch) -> ContentHash {
        batch.withKey(of: record) { key in
            batch.withValue(of: record) { value in
                ContentHash.ofRecord(
                    key: key, value: value, headers: views, offset: record.offset, appendedAt: record.appendedAt)
            }
        }
    }

    private func place(_ command: CommandRecord, _ record: ConsumerRecord, hash: ContentHash) -> Reading {
        if let home = home(of: command.audience), home != record.partition {
            let message =
                "lies in partition \(record.partition), but what `\(command.audience)` is told lies in \(home): write "
                + "it with `vaguemestre digests`, or with the partitioner murmur2_random"
            return .refusedCommand(CommandRejection(.misplaced, at: "key", message))
        }
        let read = DigestCommand(
            command, offset: record.offset, appendedAt: record.appendedAt, recordHash: hash)
        if let problem = addressees.problem(audience: read.audience, subscription: read.subscription) {
            return .passedOver(read, problem)
        }
        return .entry(.command(read))
    }
}

extension ConsumerRecord {
    /// The record's timestamp.
    var appendedAt: Instant { Instant(milliseconds: timestampMilliseconds ?? 0) }
}
