import Cooperation
import KafkaClient
import Testing

@testable import Worker

@Suite("A dead letter of another program")
struct ForeignDeadLetterTests {
    private static let filedAt = Instant(milliseconds: 1_795_000_000_000)

    private func read(_ headers: [KafkaHeader]) -> DeadLetter? {
        DeadLetter.read(headers: headers, filedAt: Self.filedAt)
    }

    private func texts(_ pairs: [(String, String)]) -> [KafkaHeader] {
        pairs.map { KafkaHeader(name: $0.0, text: $0.1) }
    }

    /// As `DeadLetterRecordManager` writes it: numbers big-endian, the origin added again at each hop.
    private func spring(topic: String, partition: [UInt8], offset: [UInt8]) -> [KafkaHeader] {
        [
            KafkaHeader(name: "kafka_dlt-original-topic", text: topic),
            KafkaHeader(name: "kafka_dlt-original-partition", value: partition),
            KafkaHeader(name: "kafka_dlt-original-offset", value: offset),
            KafkaHeader(name: "kafka_dlt-original-timestamp", value: [0, 0, 1, 0x9D, 0, 0, 0, 0]),
            KafkaHeader(name: "kafka_dlt-original-timestamp-type", text: "CreateTime"),
        ]
    }

    @Test("by Spring: binary numbers, the first origin of several, the cause of a wrapped exception")
    func spring() throws {
        let headers =
            [KafkaHeader(name: "content-type", text: "application/json")]
            + spring(topic: "orders", partition: [0, 0, 0, 3], offset: [0, 0, 0, 1, 0, 0, 0, 2])
            + spring(topic: "orders-retry-0", partition: [0, 0, 0, 0], offset: [0, 0, 0, 0, 0, 0, 0, 9])
            + texts([
                (
                    "kafka_dlt-exception-fqcn",
                    "org.springframework.kafka.listener.ListenerExecutionFailedException"
                ),
                ("kafka_dlt-exception-cause-fqcn", "com.fasterxml.jackson.core.JsonParseException"),
                ("kafka_dlt-exception-message", "Listener failed; Unexpected character"),
                ("kafka_dlt-original-consumer-group", "billing"),
                ("kafka_dlt-exception-stacktrace", "at …"),
            ])
        let letter = try #require(read(headers))
        #expect(letter.dialect == .spring)
        #expect(letter.origin == RecordPosition(topic: "orders", partition: 3, offset: 4_294_967_298))
        #expect(letter.stage == nil)
        #expect(letter.code == "json-parse-exception")
        #expect(letter.message.hasSuffix("Unexpected character (consumer group billing)"))
        #expect(letter.firstFailure == Self.filedAt)
        #expect(letter.dialect.ownHeaders(among: headers).map(\.name) == ["content-type"])
    }

    @Test("by Kafka Connect: text, the last of several")
    func connect() throws {
        let letter = try #require(
            read(
                texts([
                    ("__connect.errors.topic", "before"), ("__connect.errors.topic", "orders"),
                    ("__connect.errors.partition", "4"), ("__connect.errors.offset", "8000000000"),
                    ("__connect.errors.connector.name", "sink"), ("__connect.errors.task.id", "0"),
                    ("__connect.errors.stage", "VALUE_CONVERTER"),
                    ("__connect.errors.class.name", "org.apache.kafka.connect.json.JsonConverter"),
                    ("__connect.errors.exception.class.name", "org.apache.kafka.connect.errors.DataException"),
                    ("__connect.errors.exception.message", "not JSON"),
                ])))
        #expect(letter.dialect == .connect)
        #expect(letter.origin == RecordPosition(topic: "orders", partition: 4, offset: 8_000_000_000))
        #expect(letter.code == "data-exception")
        #expect(
            letter.message
                == "org.apache.kafka.connect.errors.DataException: not JSON (connector sink, stage VALUE_CONVERTER)")
    }

    @Test("by Kafka Streams: the exception as Java writes it, a message that may be null")
    func streams() throws {
        let headers =
            texts([
                ("__streams.errors.exception", "org.apache.kafka.common.errors.SerializationException: bad: byte"),
                ("__streams.errors.topic", "orders"), ("__streams.errors.partition", "0"),
                ("__streams.errors.offset", "12"),
            ]) + [KafkaHeader(name: "__streams.errors.message", value: nil)]
        let letter = try #require(read(headers))
        #expect(letter.dialect == .streams)
        #expect(letter.code == "serialization-exception")
        #expect(letter.message == "org.apache.kafka.common.errors.SerializationException")
    }

    @Test("that names no origin is none: a punctuation of Streams has no record, a short number is no number")
    func noOrigin() {
        let punctuation =
            texts([
                ("__streams.errors.exception", "x.Y"), ("__streams.errors.partition", "-1"),
                ("__streams.errors.offset", "-1"),
            ]) + [KafkaHeader(name: "__streams.errors.topic", value: nil)]
        #expect(read(punctuation) == nil)
        #expect(read(spring(topic: "orders", partition: [3], offset: [0, 0, 0, 0, 0, 0, 0, 1])) == nil)
        let negative = spring(topic: "o", partition: [0xFF, 0, 0, 0], offset: [0, 0, 0, 0, 0, 0, 0, 1])
        #expect(read(negative) == nil)
        #expect(read([KafkaHeader(name: "content-type", text: "application/json")]) == nil)
    }

    @Test("gives way to ours, where a record has both")
    func ownFirst() throws {
        let own = DeadLetter(
            origin: RecordPosition(topic: "partner.events", partition: 0, offset: 1), stage: .route, code: "not-json",
            path: "", message: "", failedAt: Self.filedAt)
        let foreign = spring(topic: "orders", partition: [0, 0, 0, 3], offset: [0, 0, 0, 0, 0, 0, 0, 2])
        #expect(read(own.headers(after: foreign)) == own)
    }

    @Test(
        "has a code after its exception, as codes are written",
        arguments: [
            ("java.io.IOException", "io-exception"), ("a.b.SQLException", "sql-exception"),
            ("Outer$InnerError", "inner-error"), ("a.b.Http2StreamException", "http2-stream-exception"),
            ("", "foreign"),
            ("a.b.Überfehler", "berfehler"), ("…", "foreign"),
        ])
    func code(exception: String, code: String) {
        #expect(ForeignFailure(exception: exception, message: nil, place: "").code == code)
    }

    @Test("has a fingerprint of its exception and place, not of its message")
    func fingerprint() throws {
        func letter(_ exception: String, _ message: String) -> DeadLetter? {
            read(
                texts([
                    ("__streams.errors.topic", "orders"), ("__streams.errors.partition", "0"),
                    ("__streams.errors.offset", "12"), ("__streams.errors.exception", exception),
                    ("__streams.errors.message", message),
                ]))
        }
        let first = try #require(letter("a.B: 1", "1"))
        #expect(first.fingerprint == letter("a.B: 2", "2")?.fingerprint)
        #expect(first.fingerprint != letter("a.C: 1", "1")?.fingerprint)
        #expect(first.fingerprint.count == 12)
    }
}
