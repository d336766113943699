import Foundation
import KafkaClient
import Testing

/// kcat is a client nobody here wrote: what it and we say to each other is Kafka.
@Suite(
    "With kcat as the other side", .tags(.cluster), .removingTopics,
    .enabled(if: Kcat.path != nil, "kcat is not installed"))
struct KcatTests {
    let cluster: TestCluster

    init() throws {
        cluster = try TestCluster.ready()
    }

    @Test("kcat reads what we produced: key, value, headers, tombstone")
    func kcatReads() async throws {
        let topic = try await cluster.topic("kcat")
        try await cluster.withProducer { producer in
            try await producer.produce(contentsOf: [
                ProducerRecord(
                    topic: topic, partition: 0, key: bytes("clé"), value: bytes("délégation"),
                    headers: [KafkaHeader(name: "h", text: "é"), KafkaHeader(name: "nil", value: nil)],
                    timestampMilliseconds: 1_700_000_000_000),
                ProducerRecord(topic: topic, partition: 0, key: nil, value: nil),
            ])
            try await producer.flush()
        }
        // %K and %S are the lengths of key and value, -1 for nil.
        let output = try await Kcat.run(
            cluster, ["-C", "-t", topic, "-p", "0", "-o", "beginning", "-e", "-f", "%o|%T|%K|%k|%S|%s|%h\n"])
        let lines = output.split(separator: "\n").map(String.init)
        #expect(lines.first == "0|1700000000000|4|clé|12|délégation|h=é,nil=NULL")
        #expect(lines.last?.hasPrefix("1|") == true)
        #expect(lines.last?.hasSuffix("|-1||-1||") == true)
        #expect(lines.count == 2)
    }

    @Test("we read what kcat produced: key, value, headers, tombstone")
    func weRead() async throws {
        let topic = try await cluster.topic("kcat")
        _ = try await Kcat.run(
            cluster, ["-P", "-t", topic, "-p", "0", "-K", ":", "-Z", "-z", "lz4", "-H", "a=1", "-H", "b=é"],
            input: "ville:québec\nvide:\n")
        let place = TopicPartition(topic: topic, partition: 0)
        let records = try await cluster.withReader(from: [place: .beginning]) { try await $0.readToEnd(of: [place]) }
        let headers = [KafkaHeader(name: "a", text: "1"), KafkaHeader(name: "b", text: "é")]
        #expect(records.map(\.key) == [bytes("ville"), bytes("vide")])
        #expect(records.map(\.value) == [bytes("québec"), nil])
        #expect(records.allSatisfy { $0.headers == headers })
    }
}

enum Kcat {
    static let path = ["/usr/bin/kcat", "/usr/local/bin/kcat"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Runs kcat to its end and returns what it wrote.
    static func run(_ cluster: TestCluster, _ arguments: [String], input: String = "") async throws -> String {
        guard let path, let servers = cluster.properties.bootstrapServers else { throw TestFailure("no kcat") }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-b", servers, "-q", "-X", "fetch.wait.max.ms=10"] + arguments
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        let exit = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = {
            exit.continuation.yield($0.terminationStatus)
            exit.continuation.finish()
        }
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        // What the tests make it write is far below what a pipe holds.
        let status = await exit.stream.first { _ in true }
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        guard status == 0 else { throw TestFailure("kcat \(arguments) ended with \(String(describing: status))") }
        return String(decoding: output, as: UTF8.self)
    }
}
