import Cooperation
import KafkaClient
import Logging
import Worker

extension IntakeService {
    /// Writes what was not written before, and says where everything stands.
    func store(_ events: [CheckedDraft], from sender: IntakeSource) async -> Result<Receipt, Problem> {
        let tickets: [LedgerDesk.Ticket]
        switch ledger.claim(events, at: clock.now()) {
        case .failure(let problem): return .failure(problem)
        case .success(let claimed): tickets = claimed
        }
        let failure = await write(zip(events, tickets).filter { $0.1.isWrite }.map(\.0))
        // What this request had to write is settled by now, so it cannot wait for itself.
        var receipt = Receipt(events: [])
        for (event, ticket) in zip(events, tickets) {
            guard let position = await ticket.position else { return .failure(refusal(failure)) }
            receipt.events.append(line(event, position, isKnown: !ticket.isWrite))
        }
        let known = receipt.events.count { $0.known }
        metrics.accepted(sender.id, written: events.count - known, known: known)
        return .success(receipt)
    }

    private func line(_ event: CheckedDraft, _ position: EventPosition, isKnown: Bool) -> Receipt.Event {
        Receipt.Event(
            source: event.source, id: event.id, topic: topics.source(of: position.kind),
            partition: position.partition, offset: position.offset, known: isKnown)
    }

    /// Writes events at once, but those about one subject one after the other, in the order in which they came.
    ///
    /// - Returns: the first failure, if there was one.
    private func write(_ events: [CheckedDraft]) async -> KafkaError? {
        let courses = Dictionary(grouping: events) { Course(kind: $0.kind, subject: $0.subject) }
        let failures = await withTaskGroup(of: KafkaError?.self) { group in
            for course in courses.values { group.addTask { await self.write(course: course) } }
            return await group.reduce(into: [KafkaError]()) { if let failure = $1 { $0.append(failure) } }
        }
        return failures.first
    }

    private struct Course: Hashable {
        let kind: Kind
        let subject: String
    }

    private func write(course: [CheckedDraft]) async -> KafkaError? {
        let (written, failure) = await writer.write(course.map(record))
        for (index, event) in course.enumerated() {
            let place = index < written.count ? written[index] : nil
            let position = place.map {
                EventPosition(kind: event.kind, partition: $0.partition, offset: $0.offset)
            }
            ledger.finish(event, position, at: clock.now())
        }
        return failure
    }

    private func record(_ event: CheckedDraft) -> ProducerRecord {
        ProducerRecord(
            topic: topics.source(of: event.kind), key: Array(event.subject.utf8), value: event.draft.value,
            headers: event.draft.headers.map { KafkaHeader(name: $0.name, value: $0.value) })
    }

    /// What the sender is told when something was not acknowledged. Kafka's own words are for the log.
    private func refusal(_ failure: KafkaError?) -> Problem {
        if let failure {
            logger.warning("events were not acknowledged", metadata: ["error": "\(failure)"])
            if failure.code == .messageTooLarge {
                return Problem(.tooLarge, "the brokers take no record of this size; send less in one event")
            }
        }
        return Problem(
            .unavailable,
            "the brokers did not acknowledge every event within \(settings.acknowledgeSeconds) seconds; "
                + "send the same request again: what was stored already is known by its source and id",
            retryAfterSeconds: 5)
    }
}

extension TopicSettings {
    /// The topic that events of a kind come in.
    func source(of kind: Kind) -> String {
        switch kind {
        case .delegation: delegations
        case .exchange: exchanges
        case .event: events
        }
    }
}
