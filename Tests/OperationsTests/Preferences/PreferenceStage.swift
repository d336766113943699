import Cooperation
import DigestEngine
import Foundation
import FoundationNetworking
import KafkaClient
import Logging
import Testing
import Worker

@testable import Operations

/// The real HTTP server with preferences, before an embedded broker: what a recipient sees, and what the log holds.
struct PreferenceStage {
    static let signer = LinkSigner(secrets: ["a-secret-of-thirty-two-or-more-bytes"])
    static let start = Instant(milliseconds: 1_793_000_000_000)

    let broker: EmbeddedBroker
    let clock: SteppedClock
    private let url: URL
    private let kafka: KafkaProperties

    /// What a request was answered with.
    struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        let body: String
    }

    /// The path of a link as it stands in a mail.
    static func path(
        _ address: String, subscription: String = "daily", language: String = "fr-CA", days: Int = 60,
        signer: LinkSigner = signer
    ) -> String {
        let link = PreferenceLink(
            subscription: subscription, recipient: signer.ids(of: address, in: "bureau")[0], language: language,
            windowEnd: start, validDays: days)
        return "preferences/" + signer.sign(link)
    }

    func send(
        _ path: String, method: String = "GET", _ body: String? = nil,
        type: String = "application/x-www-form-urlencoded", headers: [String: String] = [:]
    ) async throws -> Answer {
        var request = URLRequest(url: url.appending(path: path))
        request.httpMethod = method
        request.httpBody = body.map { Data($0.utf8) }
        if body != nil { request.setValue(type, forHTTPHeaderField: "content-type") }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let answer = try await HTTPExchange(request)
        return Answer(
            status: answer.status, headers: answer.headers, body: String(decoding: answer.body, as: UTF8.self))
    }

    func post(_ path: String, _ body: String) async throws -> Answer { try await send(path, method: "POST", body) }

    /// The records of the topic, in the order in which they were chosen; each keeps the schema.
    func choices() async throws -> [Preference] {
        let schema = try JSONSchema(contentsOf: PackageFiles.schema("preference.v1"))
        var found: [Preference] = []
        try await LogReader(kafka: kafka, logger: Self.logger).read(topic: "partner.preferences") { record, batch in
            let value = batch.value(of: record) ?? []
            #expect(schema.faults(in: value) == [])
            let read = try PreferenceRecords.read(key: batch.key(of: record), value: value)
            if let preference = read.preference { found.append(preference) }
        }
        return found.sorted { $0.chosenAt < $1.chosenAt }
    }

    /// Writes bytes into the topic.
    func write(key: String, value: String?) async throws {
        let producer = try KafkaProducer(properties: kafka, logger: Self.logger)
        _ = try await producer.send(
            ProducerRecord(
                topic: "partner.preferences", key: Array(key.utf8), value: value.map { Array($0.utf8) }))
        try await producer.close()
    }

    private static let logger: Logger = {
        var logger = Logger(label: "preference-tests")
        logger.logLevel = .critical
        return logger
    }()
}

extension PreferenceStage {
    /// Runs the server while `body` runs.
    static func with(_ body: @escaping @Sendable (PreferenceStage) async throws -> Void) async throws {
        let broker = try EmbeddedBroker.start(brokers: 1)
        try broker.createTopic("partner.preferences", partitions: 3)
        let clock = SteppedClock(start: start)
        let kafka = KafkaProperties.embeddedBroker.merging(
            KafkaProperties(bootstrapServers: broker.bootstrapServers))
        let context = StageContext(
            configuration: try ConfigurationLoader().load(yaml: yaml, source: "preferences.yaml"), clock: clock,
            progress: ProgressBoard(), kafka: kafka, instance: "test", signer: signer, logger: logger)
        let service = try #require(try PreferenceService(context: context))
        let (ports, port) = AsyncStream<Int>.makeStream()
        let server = OperationsServer(
            settings: context.configuration.settings.http, stages: [], progress: context.progress,
            registry: PrometheusRegistry(), preferences: service, logger: logger
        ) { port.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask { try await service.run() }
            for await number in ports {
                guard let url = URL(string: "http://127.0.0.1:\(number)/") else { continue }
                try await body(PreferenceStage(broker: broker, clock: clock, url: url, kafka: kafka))
                break
            }
            group.cancelAll()
            while case .some = await group.nextResult() {}
        }
        await broker.stop()
    }

    private static let yaml = """
        stages: []
        http: { port: 0 }
        preferences: { enabled: true, base_url: "https://digests.example.org", secret_env: S }
        cooperation:
          triage: bureau
          partners: []
          domains: []
          audiences: [{ id: bureau, name: Bureau }]
          rules: []
        subscriptions:
          - id: daily
            audience: bureau
            title: { fr: Le courrier du matin, en: The morning mail }
            cadence: { daily: { at: ["07:30"] } }
            time_zone: America/Toronto
            recipients:
              - { address: ann@example.org, language: fr-CA }
              - { address: bob@example.org, language: en-CA }
          - id: weekly
            audience: bureau
            title: { fr: La vue d’ensemble, en: The overview }
            cadence: { weekly: { on: [monday], at: ["08:00"] } }
            time_zone: America/Toronto
            recipients: [{ address: bob@example.org, language: en-CA }]
        """
}
