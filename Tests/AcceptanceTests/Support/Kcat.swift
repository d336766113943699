import Foundation

/// Debian's `kcat`: a Kafka client that nobody here wrote.
struct Kcat {
    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    /// A record as kcat's JSON envelope (`-J`) gives it.
    struct Record: Decodable {
        var topic: String
        var partition: Int
        var offset: Int64
        var key: String?
        var payload: String?
        var headers: [String]?

        /// The last header of this name.
        func header(_ name: String) -> String? {
            let pairs = headers ?? []
            return Array(stride(from: 0, to: pairs.count - 1, by: 2)).last { pairs[$0] == name }.map { pairs[$0 + 1] }
        }
    }

    let cluster: Cluster

    func list() async throws -> String {
        try await run(["-L"]).output
    }

    /// One record a line, `key TAB value`.
    func produce(_ lines: [(key: String, value: Data)], to topic: String, headers: [String]) async throws {
        let input = lines.reduce(into: Data()) {
            $0 += Data($1.key.utf8) + Data("\t".utf8) + $1.value + Data("\n".utf8)
        }
        try await run(["-P", "-t", topic, "-K", "\\t"] + headers.flatMap { ["-H", $0] }, input: input)
    }

    /// One record, whose value has no line break.
    func produce(_ value: Data, key: String, to topic: String, headers: [String]) async throws {
        try await run(
            ["-P", "-t", topic, "-k", key] + headers.flatMap { ["-H", $0] }, input: value)
    }

    /// One record, whose value has no line break, in the partition that Java's clients would choose.
    func produceAsJava(_ value: Data, key: String, to topic: String, headers: [String]) async throws {
        try await run(
            ["-P", "-X", "partitioner=murmur2_random", "-t", topic, "-k", key] + headers.flatMap { ["-H", $0] },
            input: value)
    }

    /// Everything in a topic, from its beginning to its end.
    func consume(_ topic: String) async throws -> [Record] {
        let lines = try await run(["-C", "-q", "-e", "-J", "-o", "beginning", "-t", topic]).lines
        return try lines.map { try JSONDecoder().decode(Record.self, from: Data($0.utf8)) }
    }

    @discardableResult
    private func run(_ arguments: [String], input: Data? = nil) async throws -> Binary.Outcome {
        let kcat = URL(filePath: "/usr/bin/kcat")
        guard FileManager.default.isExecutableFile(atPath: kcat.path) else {
            throw Refused(description: "there is no kcat: run `make test`, which installs it")
        }
        let outcome = try await Binary.run(kcat, ["-b", cluster.bootstrapServers] + arguments, input: input)
        guard outcome.end == .exit(0) else {
            throw Refused(description: "kcat \(arguments): \(outcome.end)\n\(outcome.errors)")
        }
        return outcome
    }
}
