import CRdKafka

/// Keeps brokers' threads awake while records flow.
///
/// Once its prefetch queue is full, librdkafka before 2.2 (without `fetch.queue.backoff.ms`) lets the broker's
/// thread sleep for up to a second, whether or not the queue drains meanwhile: throughput is capped near the
/// queue's size per second. Any answer from the broker wakes that thread, so while records flow this asks for
/// the watermarks of one partition per broker every 10 ms. Measured: 156,000 events a second at an 8 MB queue
/// instead of 60,000, and 160 MB of memory instead of the 500 MB that a large queue takes for the same.
// Unchecked: everything mutable is touched under the monitor or only by the one thread.
final class FetchWaker: @unchecked Sendable {
    private let monitor = Monitor()
    private let client: NativeClient
    private var busyRounds = 0
    private var isStopped = false
    private var hasEnded = false
    private var places: [TopicPartition] = []
    private var roundsUntilRefresh = 0

    private static let pauseMilliseconds = 10
    private static let roundsAfterRecords = 50
    private static let roundsBetweenRefreshes = 500
    private static let roundsUntilRetry = 5

    init(client: NativeClient) {
        self.client = client
        startThread(name: "kafka-waker") { self.loop() }
    }

    /// Records were handed over just now: stay awake for another half second.
    func recordsFlow() {
        monitor.locked {
            if busyRounds == 0 { monitor.signal() }
            busyRounds = Self.roundsAfterRecords
        }
    }

    func stop() {
        monitor.locked {
            isStopped = true
            monitor.signal()
        }
    }

    func waitUntilStopped() {
        monitor.locked {
            while !hasEnded { monitor.wait() }
        }
    }

    private func loop() {
        while waitForWork() {
            refreshPlaces()
            for place in places { ask(place) }
        }
        monitor.locked {
            hasEnded = true
            monitor.signal()
        }
    }

    // Idle, it sleeps until records flow; busy, for a moment between two rounds.
    private func waitForWork() -> Bool {
        monitor.locked {
            if busyRounds > 0 && !isStopped { monitor.wait(milliseconds: Self.pauseMilliseconds) }
            while busyRounds == 0 && !isStopped { monitor.wait() }
            busyRounds -= 1
            return !isStopped
        }
    }

    private func ask(_ place: TopicPartition) {
        var low: Int64 = 0
        var high: Int64 = 0
        _ = rd_kafka_query_watermark_offsets(client.handle, place.topic, place.partition, &low, &high, 1_000)
    }

    private func refreshPlaces() {
        roundsUntilRefresh -= 1
        guard roundsUntilRefresh < 0 else { return }
        // The first records or events may come before the assignment or the leaders are known: ask again soon.
        roundsUntilRefresh = Self.roundsUntilRetry
        let assigned = Set(assignment())
        guard let leaders = ClusterMetadata.leaders(of: assigned, client: client) else { return }
        var byLeader: [Int32: TopicPartition] = [:]
        for (partition, leader) in leaders where byLeader[leader] == nil { byLeader[leader] = partition }
        places = Array(byLeader.values)
        if !places.isEmpty { roundsUntilRefresh = Self.roundsBetweenRefreshes }
    }

    private func assignment() -> [TopicPartition] {
        var native: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?
        guard rd_kafka_assignment(client.handle, &native) == RD_KAFKA_RESP_ERR_NO_ERROR, let native else { return [] }
        return PartitionList(taking: native).entries.map(\.topicPartition)
    }
}
