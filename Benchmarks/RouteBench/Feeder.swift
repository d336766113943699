import Cooperation
import KafkaClient
import Logging

/// Fills a round's topics, and makes sure that the broker kept everything.
struct Feeder {
    let load: Load
    let decks: [EventDeck]
    let kafka: KafkaProperties
    let logger: Logger

    /// Deals the decks into every partition of the round's topics.
    func feed(_ round: Int) async throws {
        var properties = kafka
        properties["linger.ms"] = "50"
        // Batches of about a hundred events: a fetch brings one of each partition, and large ones fill the memory.
        properties["batch.size"] = "131072"
        properties["queue.buffering.max.messages"] = "100000"
        properties["queue.buffering.max.kbytes"] = "262144"
        let producer = try KafkaProducer(properties: properties, logger: logger)
        for (topic, deck) in zip(Rounds.sources(round), decks) {
            for partition in 0..<Int32(load.partitions) {
                try await fill(TopicPartition(topic: topic, partition: partition), from: deck, producer)
            }
        }
        try await producer.close(deadline: .seconds(60))
        try await verify(round)
    }

    private func fill(_ place: TopicPartition, from deck: EventDeck, _ producer: KafkaProducer) async throws {
        let headers = HeaderBlock([KafkaHeader(name: "content-type", text: "application/cloudevents+json")])
        for offset in 0..<load.perPartition {
            let number = offset % EventDeck.size
            while try queue(number, of: deck, headers, place, producer) == .queueFull { try await producer.space() }
        }
    }

    private func queue(
        _ number: Int, of deck: EventDeck, _ headers: HeaderBlock, _ place: TopicPartition, _ producer: KafkaProducer
    ) throws -> ProduceOutcome {
        try deck.subjects[number].withUnsafeBytes { key in
            try deck.values[number].withUnsafeBytes { value in
                try producer.tryProduce(
                    topic: place.topic, partition: place.partition, key: key, value: value, headers: headers)
            }
        }
    }

    /// The embedded broker drops the oldest records of a partition that grows too large, without a word.
    private func verify(_ round: Int) async throws {
        let consumer = try KafkaConsumer(properties: kafka, group: nil, logger: logger)
        for topic in Rounds.sources(round) {
            for partition in 0..<Int32(load.partitions) {
                let place = TopicPartition(topic: topic, partition: partition)
                let bounds = try await consumer.watermarks(of: place)
                guard bounds == Watermarks(low: 0, high: Int64(load.perPartition)) else {
                    throw BenchFailure(
                        "\(place) holds offsets \(bounds.low) to \(bounds.high), expected 0 to \(load.perPartition): "
                            + "the broker dropped some; take a smaller --per-partition")
                }
            }
        }
        try await consumer.close(deadline: .seconds(5))
    }
}
