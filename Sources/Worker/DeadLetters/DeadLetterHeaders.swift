import Cooperation
public import KafkaClient

extension DeadLetter {
    static let headerPrefix = "dlq."

    /// The record's own headers, then ours; older headers of ours are replaced, so that they never grow.
    func headers(after own: [KafkaHeader]) -> [KafkaHeader] {
        own.filter { !$0.name.hasPrefix(Self.headerPrefix) }
            + fields.map { KafkaHeader(name: Self.headerPrefix + $0.0, value: Array($0.1.utf8)) }
    }

    /// Whether a header of this name, in UTF-8, says something about failures and is none of the record's own.
    static func isReserved(_ name: UnsafeRawBufferPointer) -> Bool {
        name.starts(with: headerPrefix.utf8)
    }

    private var fields: [(String, String)] {
        [
            ("topic", origin.topic), ("partition", String(origin.partition)), ("offset", String(origin.offset)),
            ("stage", stage?.rawValue ?? ""), ("code", code), ("path", path), ("message", message),
            ("fingerprint", fingerprint), ("attempts", String(attempts)),
            ("first-failure", firstFailure.description),
        ] + (replayOf.map { [("replay-of", $0.description)] } ?? [])
    }

    /// Reads a dead letter back from a record's headers; nil when they are not ours.
    public init?(headers: [KafkaHeader]) {
        var values: [String: String] = [:]
        for header in headers where header.name.hasPrefix(Self.headerPrefix) {
            values[String(header.name.dropFirst(Self.headerPrefix.count))] =
                header.value.map { String(decoding: $0, as: UTF8.self) }
        }
        guard let topic = values["topic"], let partition = values["partition"].flatMap({ Int32($0) }),
            let offset = values["offset"].flatMap({ Int64($0) }), let code = values["code"],
            let stage = values["stage"].flatMap(StageName.init(rawValue:)),
            let firstFailure = values["first-failure"].flatMap({ Instant($0) })
        else { return nil }
        self.init(
            origin: RecordPosition(topic: topic, partition: partition, offset: offset), stage: stage, code: code,
            path: values["path"] ?? "", message: values["message"] ?? "", failedAt: firstFailure)
        attempts = values["attempts"].flatMap { Int($0) }.map { min(max($0, 1), Self.maxAttempts) } ?? 1
        fingerprint = values["fingerprint"] ?? fingerprint
        replayOf = values["replay-of"].flatMap { RecordPosition($0) }
    }
}
