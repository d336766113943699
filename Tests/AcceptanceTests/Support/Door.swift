import Foundation
import TestSupport

/// The intake of a worker under test: its configuration, and public clients that post to it.
struct Door {
    static let token = "acceptance-token-0123456789"

    let url: String
    private let scratch: Scratch

    /// What curl saw.
    struct Answer {
        let status: Int
        let body: Data

        struct Receipt: Decodable {
            struct Event: Decodable {
                let id: String
                let topic: String
                let partition: Int
                let offset: Int64
                let known: Bool
            }
            let events: [Event]
        }

        var events: [Receipt.Event] {
            get throws { try JSONDecoder().decode(Receipt.self, from: body).events }
        }
    }

    /// What the Python SDK's requests were answered with.
    struct Posted: Decodable {
        let id: String
        let mode: String
        let status: Int
    }

    /// A configuration like that of `stage`, with an intake for the events of these tests.
    static func configuration(of stage: Stage) throws -> String {
        try stage.scratch.write("\(token)\n", to: "token")
        let intake = """
            port: 0
              intake:
                enabled: true
                acknowledge_seconds: 3
                body_seconds: 1
                sources: [{ id: agenda, source: "\(SampleEvent.source)", token_file: token, rate_per_second: 1000 }]
            """
        let yaml = try String(contentsOfFile: stage.config, encoding: .utf8)
        return try stage.scratch.write(yaml.replacing("port: 0", with: intake), to: "with-intake.yaml")
    }

    init(_ worker: Worker, _ stage: Stage) async throws {
        url = try await worker.address().appending(path: "events").absoluteString
        scratch = stage.scratch
    }

    /// Posts with curl. The body travels by a file, so that its bytes are its own.
    func curl(_ body: Data, headers: [String]) async throws -> Answer {
        let name = "body-\(UUID().uuidString)"
        let file = try scratch.write(body, to: name)
        let fields = (headers + ["Authorization: Bearer \(Self.token)"]).flatMap { ["-H", $0] }
        let outcome = try await Binary.run(
            URL(filePath: "/usr/bin/curl"),
            ["-sS", "--max-time", "50", "-w", "\n%{http_code}", "--data-binary", "@\(file)"] + fields + [url])
        guard outcome.end == .exit(0), let end = outcome.output.lastIndex(of: "\n"),
            let status = Int(outcome.output[end...].dropFirst())
        else { throw Kcat.Refused(description: "curl: \(outcome.end)\n\(outcome.errors)") }
        return Answer(status: status, body: Data(outcome.output[..<end].utf8))
    }

    /// Posts events with the Python SDK, in structured and binary mode in turn.
    func python(_ events: [SampleEvent]) async throws -> [Posted] {
        let input = try events.reduce(into: Data()) { $0 += try $1.structured + Data("\n".utf8) }
        return try await script([], input: input).lines.map {
            try JSONDecoder().decode(Posted.self, from: Data($0.utf8))
        }
    }

    /// The status line for a request whose body never comes.
    func stall() async throws -> String {
        try await script(["--stall"], input: nil).lines.first ?? ""
    }

    private func script(_ more: [String], input: Data?) async throws -> Binary.Outcome {
        let tool = Binary.packageRoot.appending(path: "Tests/tools/post_events.py").path
        let outcome = try await Binary.run(
            PythonTool.interpreter(), [tool, url, scratch.path("token")] + more, input: input)
        guard outcome.end == .exit(0) else {
            throw Kcat.Refused(description: "post_events.py: \(outcome.end)\n\(outcome.errors)")
        }
        return outcome
    }
}
