import Cooperation
import Foundation
import FoundationNetworking
import KafkaClient
import Logging
import Testing
import Worker

@testable import Operations

/// The real HTTP server with an intake, before an embedded broker: what a sender sees, and what the log holds.
struct IntakeStage {
    static let token = "token-of-quebec-0123456789"
    static let otherToken = "token-of-namur-0123456789"

    let broker: EmbeddedBroker
    let clock: SteppedClock
    let intake: IntakeService
    private let url: URL
    private let kafka: KafkaProperties

    /// What a request was answered with.
    struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        let body: Data

        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONDecoder().decode(type, from: body)
        }

        var problem: ReadProblem {
            get throws { try decode(ReadProblem.self) }
        }

        var events: [ReadReceipt.Event] {
            get throws { try decode(ReadReceipt.self).events }
        }
    }

    func send(
        _ body: Data, type: String? = "application/cloudevents+json", headers: [String: String] = [:],
        method: String = "POST", token: String? = Self.token
    ) async throws -> Answer {
        var request = URLRequest(url: url)
        request.httpMethod = method
        if !body.isEmpty { request.httpBody = body }
        if let type { request.setValue(type, forHTTPHeaderField: "content-type") }
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "authorization") }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let exchange = try await HTTPExchange(request)
        let answer = Answer(status: exchange.status, headers: exchange.headers, body: exchange.body)
        try Self.judge(answer)
        return answer
    }

    /// Every answer of every test keeps the schema of its sort.
    private static func judge(_ answer: Answer) throws {
        guard !answer.body.isEmpty else { return }
        let isProblem = answer.headers["content-type"] == "application/problem+json"
        let schema = try JSONSchema(contentsOf: PackageFiles.schema(isProblem ? "problem.v1" : "receipt.v1"))
        #expect(schema.faults(in: Array(answer.body)) == [])
        #expect(isProblem == (answer.status != 202))
        if isProblem { #expect(try answer.problem.status == answer.status) }
    }

    /// Everything in the topics that events come in, in order within each partition.
    func records() async throws -> [Stored] {
        let topics = TopicSettings().sources
        let partitions = try await TopicPresence.partitions(of: topics, kafka: kafka, logger: Self.logger)
        var records: [Stored] = []
        try await LogReader(kafka: kafka, logger: Self.logger).read(
            Dictionary(uniqueKeysWithValues: partitions.map { ($0, LogReader.Range()) })
        ) { record, batch in
            records.append(
                Stored(
                    topic: record.topic, partition: record.partition, offset: record.offset,
                    key: String(decoding: batch.key(of: record) ?? [], as: UTF8.self),
                    value: Data(batch.value(of: record) ?? []), headers: batch.headers(of: record)))
        }
        return records
    }

    struct Stored {
        let topic: String
        let partition: Int32
        let offset: Int64
        let key: String
        let value: Data
        let headers: [KafkaHeader]

        func header(_ name: String) -> String? {
            headers.last { $0.name == name }?.value.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    static let logger: Logger = {
        var logger = Logger(label: "intake-tests")
        logger.logLevel = .critical
        return logger
    }()
}

extension IntakeStage {
    /// Runs the server while `body` runs. `settings` are lines of YAML under `http.intake`.
    static func with(_ settings: [String] = [], _ body: @escaping @Sendable (IntakeStage) async throws -> Void)
        async throws
    {
        let broker = try EmbeddedBroker.start(brokers: 1)
        let clock = SteppedClock(start: Instant(milliseconds: 1_760_000_000_000))
        let kafka = KafkaProperties.embeddedBroker.merging(
            KafkaProperties(bootstrapServers: broker.bootstrapServers))
        let context = StageContext(
            configuration: try configuration(settings), clock: clock, progress: ProgressBoard(), kafka: kafka,
            instance: "test", logger: logger)
        let intake = try IntakeService(context: context, environment: ["Q": token, "N": otherToken])
        let (ports, port) = AsyncStream<Int>.makeStream()
        let server = OperationsServer(
            settings: context.configuration.settings.http, stages: [], progress: context.progress,
            registry: PrometheusRegistry(), intake: intake, logger: logger
        ) { port.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask { try await intake.run() }
            for await number in ports {
                guard let url = URL(string: "http://127.0.0.1:\(number)/events") else { continue }
                try await body(IntakeStage(broker: broker, clock: clock, intake: intake, url: url, kafka: kafka))
                break
            }
            group.cancelAll()
            while case .some = await group.nextResult() {}
        }
        await broker.stop()
    }

    private static func configuration(_ settings: [String]) throws -> WorkerConfiguration {
        let yaml = """
            stages: []
            http:
              port: 0
              intake:
                enabled: true
            \(settings.map { "    \($0)\n" }.joined())
                sources:
                  - { id: quebec, source: "https://quebec.example/", token_env: Q, rate_per_second: 10, burst: 50 }
                  - { id: namur, source: /namur/echanges, token_env: N }
            cooperation:
              triage: bureau
              partners: []
              domains: []
              audiences: [{ id: bureau, name: Bureau }]
              rules: []
            subscriptions: []
            """
        return try ConfigurationLoader().load(yaml: yaml, source: "intake.yaml")
    }
}

/// A problem document as a sender reads it.
struct ReadProblem: Decodable {
    struct Fault: Decodable {
        let code: String
        let pointer: String
        let message: String
        let element: Int?
    }

    let type: String
    let title: String
    let status: Int
    let detail: String
    let instance: String
    let faults: [Fault]?

    var code: String { String(type.split(separator: "/").last ?? "") }
}

/// A receipt as a sender reads it.
struct ReadReceipt: Decodable {
    struct Event: Decodable, Equatable {
        let source: String
        let id: String
        let topic: String
        let partition: Int32
        let offset: Int64
        var known: Bool
    }

    let events: [Event]
}
