import Cooperation
import DigestEngine
import KafkaClient

/// The records that publish one digest.
struct PublicationRecords {
    let announcement: ProducerRecord?
    let digest: ProducerRecord
    let cut: ProducerRecord

    init(_ publication: Publication, topics: TopicSettings) throws {
        announcement = try publication.announcement.map { try CutStore.record($0, topic: topics.cuts) }
        cut = try CutStore.record(publication.cut, topic: topics.cuts)
        let sealed = publication.digest.sealed()
        digest = ProducerRecord(
            topic: topics.digests, partition: nil, key: Array(publication.digest.subscription.utf8),
            value: sealed.canonicalBytes(),
            headers: [
                KafkaHeader(name: "content-type", value: Array("application/json".utf8)),
                KafkaHeader(name: "vm-digest", value: Array(publication.digest.id.utf8)),
                KafkaHeader(name: "vm-hash", value: Array((sealed.hash ?? .zero).description.utf8)),
            ],
            timestampMilliseconds: publication.digest.window.to.milliseconds)
    }

    /// What is written together: all at once in a transaction; without one each step stands before the next begins.
    func groups(announced: Bool) -> [[ProducerRecord]] {
        announced ? [announcement, digest, cut].compactMap { $0 }.map { [$0] } : [[digest, cut]]
    }
}
