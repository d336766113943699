/// What a consumer's properties come to, with the defaults underneath.
struct ConsumerSettings {
    var properties: KafkaProperties
    var isCooperative: Bool
    var needsWaker: Bool

    init(properties given: KafkaProperties, group: ConsumerGroup?, options: ConsumerOptions) {
        var properties = KafkaProperties.consumerDefaults.merging(given)
        // librdkafka wants a group name even from those who use none.
        properties["group.id"] = group?.id ?? "none-\(UInt64.random(in: .min ... .max))"
        if options.statisticsHandler == nil {
            properties["statistics.interval.ms"] = "0"
        } else if properties["statistics.interval.ms"] == nil {
            properties["statistics.interval.ms"] = "5000"
        }
        let hasBackoff = NativeClient.accepts("fetch.queue.backoff.ms", "10")
        if hasBackoff && properties["fetch.queue.backoff.ms"] == nil {
            properties["fetch.queue.backoff.ms"] = "10"
        }
        self.properties = properties
        isCooperative = properties["partition.assignment.strategy"]?.contains("cooperative") ?? false
        needsWaker = options.keepsFetchersAwake && !hasBackoff
    }
}
