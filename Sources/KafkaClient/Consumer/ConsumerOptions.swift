/// How a consumer behaves beyond its librdkafka properties.
public struct ConsumerOptions: Sendable {
    /// What to do with a partition assigned at `.committed` for which nothing was committed yet.
    public enum NoneCommitted: Hashable, Sendable {
        /// Read it from its beginning.
        case beginning
        /// Read only what comes from now on.
        case end
    }

    /// Where a partition without a committed offset starts; counts as long as `auto.offset.reset` is `error`.
    public var whenNoneCommitted: NoneCommitted
    /// Keep brokers fetching while records flow, at a small prefetch queue, on versions of librdkafka that
    /// otherwise pause up to a second whenever the queue was full. Costs one thread and one small request per
    /// broker every 10 ms while busy, nothing when idle or on versions that need no such help.
    public var keepsFetchersAwake: Bool
    /// Receives librdkafka's statistics, JSON as in its `STATISTICS.md`, on the consumer's thread.
    public var statisticsHandler: (@Sendable ([UInt8]) -> Void)?

    /// Options; the defaults suit a service that must not miss anything.
    public init(
        whenNoneCommitted: NoneCommitted = .beginning,
        keepsFetchersAwake: Bool = true, statisticsHandler: (@Sendable ([UInt8]) -> Void)? = nil
    ) {
        self.whenNoneCommitted = whenNoneCommitted
        self.keepsFetchersAwake = keepsFetchersAwake
        self.statisticsHandler = statisticsHandler
    }
}
