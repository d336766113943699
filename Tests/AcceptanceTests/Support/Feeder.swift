import KafkaClient
import TestSupport

/// Publishes events as an office does, one now and then, and notes where each came to stand.
struct Feeder {
    /// Where an event's record stands, as `vm-origin` names it.
    struct Published: Sendable {
        let event: SampleEvent
        let partition: String
        let offset: Int64

        var origin: String { "\(partition)@\(offset)" }
    }

    let cluster: Cluster

    /// Publishes events one after the other, and waits for each to stand in the log.
    func publish(_ events: [SampleEvent], _ rhythm: Rhythm) async throws -> [Published] {
        var rhythm = rhythm
        let producer = try KafkaProducer(properties: cluster.properties, logger: Cluster.logger)
        var published: [Published] = []
        for event in events {
            let topic = cluster.topic(event.topic)
            let stands = try await producer.send(
                ProducerRecord(
                    topic: topic, key: Array(event.subject.utf8), value: Array(try event.structured),
                    headers: [KafkaHeader(name: "content-type", text: "application/cloudevents+json")]))
            published.append(
                Published(event: event, partition: "\(topic)/\(stands.partition)", offset: stands.offset))
            try await rhythm.pause()
        }
        try await producer.close()
        return published
    }
}

/// How an office publishes: all at once, or with a pause of random length after each event. It waits for nothing.
struct Rhythm: CustomStringConvertible {
    private let longestMilliseconds: Int
    private var random: SeededGenerator

    init(using random: inout SeededGenerator) {
        longestMilliseconds = [0, 100].randomElement(using: &random) ?? 0
        self.random = SeededGenerator(seed: random.next())
    }

    /// Everything at once.
    static let burst = Rhythm(longestMilliseconds: 0, random: SeededGenerator(seed: 0))

    private init(longestMilliseconds: Int, random: SeededGenerator) {
        self.longestMilliseconds = longestMilliseconds
        self.random = random
    }

    var description: String { longestMilliseconds == 0 ? "events in a burst" : "events now and then" }

    mutating func pause() async throws {
        guard longestMilliseconds > 0 else { return }
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...longestMilliseconds, using: &random)))
    }
}
