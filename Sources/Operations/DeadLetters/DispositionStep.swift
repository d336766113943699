import Cooperation
import KafkaClient
import Worker

/// Some letters that are dealt with together: in one transaction, or with one wait for the brokers.
struct DispositionStep {
    let producer: KafkaProducer
    let isTransactional: Bool
    let by: String
    let reason: String
    let clock: any WorkerClock

    /// What ended a step, and what of it stands all the same.
    struct Interruption: Error {
        var done: [Disposition]
        var cause: any Error
    }

    /// - Throws: ``Interruption``.
    func carryOut(_ orders: [DispositionDesk.Order]) async throws -> [Disposition] {
        isTransactional ? try await inTransaction(orders) : try await oneAfterTheOther(orders)
    }

    /// All of it stands, or nothing.
    private func inTransaction(_ orders: [DispositionDesk.Order]) async throws -> [Disposition] {
        do {
            try await producer.beginTransaction()
            let dispositions = try await replay(orders).map { try $0.get() }
            try await write(dispositions)
            try await producer.commitTransaction()
            return dispositions
        } catch {
            throw Interruption(done: [], cause: await undo() ?? error)
        }
    }

    /// What keeps the transaction from being undone is the deeper cause: mostly another desk, which fenced this one off
    /// and undid it itself.
    private func undo() async -> (any Error)? {
        do {
            try await producer.abortTransaction(deadline: .seconds(10))
            return nil
        } catch {
            return error
        }
    }

    /// What was acknowledged is written down, also when something else was not.
    private func oneAfterTheOther(_ orders: [DispositionDesk.Order]) async throws -> [Disposition] {
        let outcomes = await replay(orders)
        let done = outcomes.compactMap { try? $0.get() }
        do {
            try await write(done)
            try await producer.flush()
        } catch {
            throw Interruption(done: [], cause: error)
        }
        for case .failure(let cause) in outcomes { throw Interruption(done: done, cause: cause) }
        return done
    }

    private func write(_ dispositions: [Disposition]) async throws {
        try await producer.produce(contentsOf: try dispositions.map { try $0.record() })
    }

    /// Those with the same key one after the other, so that they keep their order; the rest at once.
    private func replay(_ orders: [DispositionDesk.Order]) async -> [Result<Disposition, any Error>] {
        let groups = Dictionary(grouping: orders.indices) { index in
            Lane(topic: orders[index].replay?.topic, key: orders[index].replay?.key)
        }
        return await withTaskGroup(of: [(Int, Result<Disposition, any Error>)].self) { group in
            for lane in groups.values {
                group.addTask { await replay(lane, of: orders) }
            }
            return await group.reduce(into: []) { $0 += $1 }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private struct Lane: Hashable {
        let topic: String?
        let key: [UInt8]?
    }

    /// What comes after a failure is left alone: it may be an update of what failed.
    private func replay(
        _ lane: [Int], of orders: [DispositionDesk.Order]
    ) async -> [(Int, Result<Disposition, any Error>)] {
        var outcomes: [(Int, Result<Disposition, any Error>)] = []
        for index in lane {
            do {
                outcomes.append((index, .success(try await disposition(of: orders[index]))))
            } catch {
                outcomes.append((index, .failure(error)))
                break
            }
        }
        return outcomes
    }

    private func disposition(of order: DispositionDesk.Order) async throws -> Disposition {
        var disposition = Disposition(
            act: order.replay == nil ? .discarded : .replayed, letter: order.letter.position, by: by, reason: reason,
            at: clock.now(), edited: order.edited)
        if let record = order.replay {
            let stands = try await producer.send(record)
            disposition.to = RecordPosition(topic: record.topic, partition: stands.partition, offset: stands.offset)
        }
        return disposition
    }
}
