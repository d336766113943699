public import Cooperation
public import DigestEngine
import KafkaClient

extension WorkerConfiguration {
    /// The settings of the digest engine over a notices topic of so many partitions. `announces` is needed where
    /// there are no transactions, `provenance` where digests are published.
    public func engineSettings(
        announces: Bool, partitionCount: Int, provenance: Provenance = .unknown
    ) -> DigestEngine.Settings {
        var engine = DigestEngine.Settings(
            topic: settings.topics.notices, graceSeconds: Int64(settings.digest.graceSeconds), announces: announces)
        engine.provenance = provenance
        engine.protocols = routing.protocols
        guard partitionCount > 0 else { return engine }
        for audience in routing.audiences {
            engine.placement[audience.id] = murmur2Partition(
                key: audience.id.utf8, partitionCount: Int32(partitionCount))
        }
        return engine
    }
}

extension RouteSettings {
    /// The limits of the event reader.
    public var eventLimits: EventLimits { EventLimits(maxBytes: maxRecordBytes, maxDepth: maxDepth) }
}
