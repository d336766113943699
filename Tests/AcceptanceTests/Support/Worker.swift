import Foundation
import FoundationNetworking

/// `vaguemestre run` while it runs.
struct Worker {
    let process: ChildProcess

    /// Where it serves health and metrics, as it says itself.
    func address() async throws -> URL {
        let line = try await process.errors.first(within: .seconds(60), awaiting: "the address of the HTTP server") {
            $0.lines.first { $0.contains("serving health and metrics") }
        }
        guard let port = line.firstMatch(of: /127\.0\.0\.1:(\d+)/)?.output.1,
            let url = URL(string: "http://127.0.0.1:\(port)")
        else { throw Unreadable(line: line) }
        return url
    }

    /// Asks for a page.
    func get(_ path: String) async throws -> (status: Int, type: String, body: String) {
        let (data, response) = try await URLSession.shared.data(from: try await address().appending(path: path))
        let http = response as? HTTPURLResponse
        return (
            http?.statusCode ?? 0, http?.value(forHTTPHeaderField: "content-type") ?? "",
            String(decoding: data, as: UTF8.self)
        )
    }

    /// Returns when `/health/ready` says so. A probe has nothing to wait on: it asks again, as orchestrators do.
    func ready() async throws {
        try await patiently(.seconds(90), awaiting: "/health/ready; its standard error:\n\(process.complaint)") {
            while try await get("health/ready").status != 200 { try await Task.sleep(for: .milliseconds(100)) }
        }
    }

    private struct Unreadable: Error {
        let line: String
    }
}

/// Runs the worker while `body` runs.
func withWorker<Result>(
    config: String, arguments: [String] = [], _ body: (Worker) async throws -> Result
) async throws -> Result {
    try await withProcess(Binary.url(), ["run", "--config", config] + arguments) {
        try await body(Worker(process: $0))
    }
}

/// Makes the topics, where the brokers leave that to somebody.
func makeTopics(config: String, on cluster: Cluster) async throws {
    guard !cluster.isEmbedded else { return }
    let outcome = try await Binary.run(["topics", "apply", "--config", config])
    guard outcome.end == .exit(0) else { throw Kcat.Refused(description: "topics apply: \(outcome.errors)") }
}
