extension KafkaProperties {
    /// What every consumer starts from.
    ///
    /// Offsets are the owner's business (no automatic commit or store); ends of partitions are reported; a
    /// position outside the log is an error rather than a silent jump; the prefetch queue is small, because
    /// `ConsumerOptions.keepsFetchersAwake` buys the speed back at a tenth of the memory.
    public static let consumerDefaults: KafkaProperties = [
        "enable.auto.commit": "false",
        "enable.auto.offset.store": "false",
        "enable.partition.eof": "true",
        "auto.offset.reset": "error",
        "isolation.level": "read_committed",
        "partition.assignment.strategy": "range",
        "queued.max.messages.kbytes": "8192",
        "socket.keepalive.enable": "true",
        "log.connection.close": "false",
    ]

    /// What every producer starts from: idempotent, Java's partitioner, lz4, a queue of 20,000 records or 64 MB.
    ///
    /// How large a record may be is the topic's business (`max.message.bytes`): librdkafka's own limit of 1,000,000
    /// bytes would refuse here what a broker has just handed over.
    public static let producerDefaults: KafkaProperties = [
        "enable.idempotence": "true",
        "partitioner": "murmur2_random",
        "compression.type": "lz4",
        "message.max.bytes": "16777216",
        "queue.buffering.max.messages": "20000",
        "queue.buffering.max.kbytes": "65536",
        "socket.keepalive.enable": "true",
        "log.connection.close": "false",
    ]

    /// What every admin client starts from.
    public static let adminDefaults: KafkaProperties = [
        "socket.keepalive.enable": "true",
        "log.connection.close": "false",
    ]

    /// Lay these over your own when the cluster is an `EmbeddedBroker`, whose groups form at the pace of the
    /// session timeout and whose empty fetches wait their full time.
    public static let embeddedBroker: KafkaProperties = [
        "session.timeout.ms": "4000",
        "heartbeat.interval.ms": "500",
        "fetch.wait.max.ms": "10",
        "fetch.error.backoff.ms": "50",
        "allow.auto.create.topics": "true",
        "topic.metadata.refresh.fast.interval.ms": "50",
        "coordinator.query.interval.ms": "1000",
        "reconnect.backoff.ms": "20",
        "reconnect.backoff.max.ms": "500",
        "retry.backoff.ms": "20",
    ]
}
