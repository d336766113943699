import Cooperation
import Logging
import Operations
import Testing
import Worker

@Suite("The watch over protocols")
struct ProtocolWatchTests {
    private static let table = RoutingTable(
        partners: [],
        protocols: [
            CooperationProtocol(
                id: "quebec-namur", name: LocalizedText(["fr": "x"]), partners: ["quebec", "namur"], domains: [],
                from: CalendarDate(year: 2017, month: 1, day: 1), until: CalendarDate(year: 2019, month: 12, day: 31))
        ], domains: [], audiences: [], rules: [], triageAudience: "bureau")

    /// A watch whose warnings come one by one.
    private func withWatch(
        from start: String, _ body: (SteppedClock, inout AsyncStream<String>.AsyncIterator) async throws -> Void
    ) async throws {
        let (lines, continuation) = AsyncStream<String>.makeStream()
        let clock = SteppedClock(start: ForecastStage.instant(start))
        let logger = Logger(label: "test") { _ in LineHandler(lines: continuation) }
        let watch = ProtocolWatch(clock: clock, logger: logger) { Self.table }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await watch.run() }
            var iterator = lines.makeAsyncIterator()
            try await body(clock, &iterator)
            group.cancelAll()
        }
    }

    @Test("warns at the start of what is near or over")
    func atStart() async throws {
        try await withWatch(from: "2020-02-01T12:00:00Z") { _, lines in
            let line = try #require(await lines.next())
            #expect(line.hasPrefix("warning: the term of quebec-namur ended on 2019-12-31"))
        }
    }

    @Test("warns once when the day of the alert comes, and once when the term is over")
    func asDaysPass() async throws {
        try await withWatch(from: "2019-09-01T12:00:00Z") { clock, lines in
            for day in ["2019-10-01T23:59:59Z", "2019-10-02T00:00:00Z"] { clock.move(to: ForecastStage.instant(day)) }
            let near = try #require(await lines.next())
            #expect(near.contains("ends on 2019-12-31, in 90 days"))
            for day in ["2019-10-03T00:00:00Z", "2019-12-31T12:00:00Z", "2020-01-01T00:00:00Z"] {
                clock.move(to: ForecastStage.instant(day))
            }
            // Nothing was said of the days between.
            let over = try #require(await lines.next())
            #expect(over.contains("ended on 2019-12-31"))
        }
    }
}

/// Hands on what is logged, line by line.
private struct LineHandler: LogHandler {
    let lines: AsyncStream<String>.Continuation
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.notice

    init(lines: AsyncStream<String>.Continuation) {
        self.lines = lines
    }

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.yield("\(event.level): \(event.message)")
    }
}
