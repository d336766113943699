import Testing

@testable import KafkaClient

@Suite("Decisions without Kafka")
struct PureTests {
    /// The vectors of Apache Kafka's own `UtilsTest.testMurmur2`.
    @Test(
        "murmur2 agrees with Java",
        arguments: [
            ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
            ("a-little-bit-longer-string", -1_486_304_829),
            ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971), ("abc", 479_470_107),
        ] as [(String, Int32)])
    func murmur2Vectors(text: String, expected: Int32) {
        let hash = Array(text.utf8).withUnsafeBytes { murmur2($0) }
        #expect(Int32(bitPattern: hash) == expected)
        #expect(murmur2Partition(key: Array(text.utf8), partitionCount: 10) == (expected & 0x7fff_ffff) % 10)
    }

    typealias Ledger = DeliveryLedger<String, String>

    @Test("a flush waits for what was queued before it, and not for what came after")
    func flushEpochs() {
        var ledger = Ledger()
        let before = ledger.enqueue()
        ledger.flush(1, "flush")
        let after = ledger.enqueue()
        #expect(ledger.finishedFlushers() == [])
        #expect(ledger.report(before, failure: nil) == nil)
        #expect(ledger.finishedFlushers() == ["flush"])
        #expect(ledger.outstandingCount == 1)
        _ = ledger.report(after, failure: nil)
        #expect(ledger.outstandingCount == 0)
    }

    @Test("flushes finish in their order, an empty one at once")
    func flushOrder() {
        var ledger = Ledger()
        ledger.flush(1, "empty")
        #expect(ledger.finishedFlushers() == ["empty"])
        let first = ledger.enqueue()
        ledger.flush(2, "second")
        let second = ledger.enqueue()
        ledger.flush(3, "third")
        _ = ledger.report(second, failure: nil)
        #expect(ledger.finishedFlushers() == [])
        _ = ledger.report(first, failure: nil)
        #expect(ledger.finishedFlushers() == ["second", "third"])
    }

    @Test("a failure goes to its sender, or else to the next flush, and never to both")
    func failures() {
        var ledger = Ledger()
        let error = KafkaError(code: .messageTimedOut)
        let sent = ledger.enqueue(for: "sender")
        let queued = [ledger.enqueue(), ledger.enqueue()]
        #expect(ledger.report(sent, failure: error) == "sender")
        #expect(ledger.takeFailures() == nil)
        for ticket in queued { #expect(ledger.report(ticket, failure: error) == nil) }
        #expect(ledger.takeFailures() == Ledger.Failures(first: error, count: 2))
        #expect(ledger.takeFailures() == nil)
    }

    @Test("an abandoned flush is forgotten; a cancelled record is as if it had never been")
    func abandoned() {
        var ledger = Ledger()
        let ticket = ledger.enqueue(for: "sender")
        ledger.flush(1, "flush")
        #expect(ledger.abandonFlush(1) == "flush")
        #expect(ledger.abandonFlush(1) == nil)
        #expect(ledger.cancel(ticket) == "sender")
        #expect(ledger.outstandingCount == 0)
    }

    @Test("a ticket survives the journey through one machine word")
    func tickets() {
        for ticket in [Ledger.Ticket.epoch(1), .send(1), .epoch(123_456), .send(.max >> 1)] {
            #expect(Ledger.Ticket(word: ticket.word) == ticket)
        }
    }

    @Test("a jump is told once, and only when the position really differs")
    func offsetJumps() {
        let place = TopicPartition(topic: "t", partition: 0)
        var jumps = OffsetJumps()
        jumps.expect(5, at: place)
        guard case .offsetJumped(place, expected: 5, actual: 9) = jumps.resolve(place, at: 9) else {
            Issue.record("the jump was not told")
            return
        }
        #expect(jumps.isEmpty)
        jumps.expect(5, at: place)
        #expect(jumps.resolve(place, at: 5) == nil)
        jumps.expect(5, at: place)
        jumps.forget([place])
        #expect(jumps.resolve(place, at: 9) == nil)
    }

    @Test("errors say what, where and what to do")
    func errorText() {
        let error = KafkaError(
            code: .unknownTopicOrPartition, topicPartition: TopicPartition(topic: "t", partition: 3), offset: 17)
        #expect(
            error.description == """
                Broker: Unknown topic or partition (UNKNOWN_TOPIC_OR_PART) at t/3@17. \
                Create the topic, or correct its name or partition
                """)
        #expect(KafkaError(code: .transport).isRetriable)
        #expect(!KafkaError(code: .transport, isFatal: true).isRetriable)
    }

    @Test("what to do after a transaction failure stands in its case")
    func transactionErrors() {
        let plain = KafkaError(code: .invalidArgument)
        let fatal = KafkaError(code: .fenced, isFatal: true, requiresAbort: true)
        let abort = KafkaError(code: .timedOut, isRetriable: true, requiresAbort: true)
        let retry = KafkaError(code: .timedOut, isRetriable: true)
        #expect(TransactionError(plain) == .fatal(plain))
        #expect(TransactionError(fatal) == .fatal(fatal))
        #expect(TransactionError(abort) == .abortable(abort))
        #expect(TransactionError(retry) == .retriable(retry))
    }

    @Test("properties merge, the later ones winning, and never show a secret")
    func properties() {
        var properties = KafkaProperties.producerDefaults.merging(["linger.ms": "7", "sasl.password": "hush"])
        properties.bootstrapServers = "a:1,b:2"
        #expect(properties["linger.ms"] == "7")
        #expect(properties["bootstrap.servers"] == "a:1,b:2")
        #expect(properties.description.contains("sasl.password=***"))
        #expect(!properties.description.contains("hush"))
    }

    @Test("the version is known, and an old one comes with a warning")
    func version() {
        #expect(librdkafkaVersion.number >= 0x0200_0000)
        #expect(librdkafkaVersion.text.contains("."))
        #expect(LibrdkafkaVersion(text: "2.0.2", number: 0x0200_02ff).warning != nil)
        #expect(LibrdkafkaVersion(text: "2.10.0", number: 0x020a_00ff).warning == nil)
    }
}
