import Cooperation
import KafkaClient

/// What another program says of a failure.
struct ForeignFailure: Hashable {
    /// The class of its exception, as Java names it; empty where it does not tell.
    var exception: String
    /// Its message, where it tells.
    var message: String?
    /// Where within that program, in its own words; empty where it does not tell.
    var place: String

    /// The class's own name in lower case, as codes are written: `JsonParseException` is `json-parse-exception`.
    var code: String {
        let name = exception.split(whereSeparator: { $0 == "." || $0 == "$" }).last.map(String.init) ?? ""
        var words: [UInt8] = []
        let bytes = Array(name.utf8)
        for (index, byte) in bytes.enumerated() {
            guard Self.isUpper(byte) || Self.isOther(byte) else { continue }
            let isStart = Self.isUpper(byte) && Self.startsWord(bytes, at: index)
            if isStart, let last = words.last, last != UInt8(ascii: "-") { words.append(UInt8(ascii: "-")) }
            words.append(Self.isUpper(byte) ? byte | 0x20 : byte)
        }
        let code = String(decoding: words.prefix(64), as: UTF8.self)
        return code.isEmpty || code.hasSuffix("-") ? "foreign" : code
    }

    /// A capital after a small letter, or the last of several before a small one: `IOException` is two words.
    private static func startsWord(_ bytes: [UInt8], at index: Int) -> Bool {
        guard index > 0 else { return false }
        return !isUpper(bytes[index - 1]) || (index + 1 < bytes.count && isLower(bytes[index + 1]))
    }

    private static func isUpper(_ byte: UInt8) -> Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte }
    private static func isLower(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte }
    private static func isOther(_ byte: UInt8) -> Bool {
        isLower(byte) || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }
}

extension ForeignFailure: CustomStringConvertible {
    /// `org.example.BadException: its message (in its place)`
    var description: String {
        let what = [exception, message ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
        return what + (place.isEmpty ? "" : (what.isEmpty ? "" : " ") + "(\(place))")
    }
}

/// The headers of other programs' dead letters, by their names and encodings:
///
/// - Spring for Apache Kafka (`KafkaHeaders`, `DeadLetterRecordManager`): topic, exception and message as UTF-8, the
///   partition as four bytes and the offset as eight, big-endian. By default each further hop, as over retry topics,
///   *adds* its own origin: the first is where the record came from. Most exceptions come wrapped: the cause says more.
/// - Kafka Connect (`DeadLetterQueueReporter`) and Kafka Streams (`ExceptionHandlerUtils`): all as UTF-8 text; what was
///   added last counts. Streams names no topic where no record was to blame: such a letter has nowhere to go back to,
///   and is not taken for one.
struct ForeignHeaders {
    private let headers: [KafkaHeader]
    private let filedAt: Instant

    init(_ headers: [KafkaHeader], filedAt: Instant) {
        self.headers = headers
        self.filedAt = filedAt
    }

    /// The letter, where one of the dialects names its origin.
    var letter: DeadLetter? { spring ?? connect ?? streams }

    private var spring: DeadLetter? {
        func first(_ name: String) -> [UInt8]? { headers.first { $0.name == "kafka_dlt-" + name }?.value }
        let origin = origin(
            topic: first("original-topic").map(Self.text), partition: first("original-partition").flatMap(Self.number),
            offset: first("original-offset").flatMap(Self.number))
        let names = ["exception-cause-fqcn", "exception-fqcn", "key-exception-fqcn"]
        let messages = ["exception-message", "key-exception-message"]
        let group = first("original-consumer-group").map { "consumer group \(Self.text($0))" }
        return letter(
            .spring, origin,
            ForeignFailure(
                exception: names.lazy.compactMap { last("kafka_dlt-" + $0) }.first ?? "",
                message: messages.lazy.compactMap { last("kafka_dlt-" + $0) }.first, place: group ?? ""))
    }

    private var connect: DeadLetter? {
        func last(_ name: String) -> String? { self.last("__connect.errors." + name) }
        let place = [last("connector.name").map { "connector \($0)" }, last("stage").map { "stage \($0)" }]
        return letter(
            .connect, textOrigin(.connect),
            ForeignFailure(
                exception: last("exception.class.name") ?? "", message: last("exception.message"),
                place: place.compactMap { $0 }.joined(separator: ", ")))
    }

    private var streams: DeadLetter? {
        // The exception as Java writes it: its class, then mostly its message.
        let exception = last("__streams.errors.exception").map { String($0.prefix { $0 != ":" }) }
        return letter(
            .streams, textOrigin(.streams),
            ForeignFailure(exception: exception ?? "", message: last("__streams.errors.message"), place: ""))
    }

    private func letter(
        _ dialect: DeadLetterDialect, _ origin: RecordPosition?, _ failure: ForeignFailure
    ) -> DeadLetter? {
        origin.map { DeadLetter(foreign: dialect, origin: $0, failure: failure, filedAt: filedAt) }
    }

    private func textOrigin(_ dialect: DeadLetterDialect) -> RecordPosition? {
        func last(_ name: String) -> String? { self.last(dialect.headerPrefix + name) }
        return origin(
            topic: last("topic"), partition: last("partition").flatMap { Int32($0) },
            offset: last("offset").flatMap { Int64($0) })
    }

    private func origin(topic: String?, partition: Int32?, offset: Int64?) -> RecordPosition? {
        guard let topic, !topic.isEmpty, let partition, partition >= 0, let offset, offset >= 0 else { return nil }
        return RecordPosition(topic: topic, partition: partition, offset: offset)
    }

    private func last(_ name: String) -> String? {
        headers.last { $0.name == name }?.value.map(Self.text)
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// A big-endian number of exactly this width.
    private static func number<Number: FixedWidthInteger>(_ bytes: [UInt8]) -> Number? {
        guard bytes.count == Number.bitWidth / 8 else { return nil }
        return bytes.reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }
}
