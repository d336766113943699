import Foundation
import Testing
import Worker

@Suite("The configuration of the intake")
struct IntakeConfigurationTests {
    private func load(_ http: String, environment: [String: String] = [:]) throws -> Settings {
        try ConfigurationLoader(environment: environment)
            .load(yaml: "\(http)\n\(SmallConfiguration.yaml)", source: "/etc/vm/x.yaml").settings
    }

    private func refusal(_ http: String) -> String {
        let refusal = #expect(throws: InvalidConfiguration.self) { try load(http) }
        return refusal?.description ?? ""
    }

    @Test("is off by default")
    func off() throws {
        #expect(try !load("").http.intake.isEnabled)
    }

    @Test("has sources whose token files lie beside the configuration, and rates of their own")
    func sources() throws {
        let intake = try load(
            """
            http:
              intake:
                enabled: true
                max_body_bytes: 1000
                sources:
                  - { id: quebec, source: "https://q.example/", token_file: tokens/q, rate_per_second: 5 }
                  - { id: namur, source: /namur, token_env: NAMUR_TOKEN, burst: 7 }
            """, environment: ["VAGUEMESTRE_HTTP_INTAKE_MAX_BATCH_EVENTS": "9"]
        ).http.intake
        #expect(intake.isEnabled)
        #expect(intake.maxBodyBytes == 1000)
        #expect(intake.maxBatchEvents == 9)
        #expect(intake.sources.map(\.id) == ["quebec", "namur"])
        #expect(intake.sources[0].token.file == "/etc/vm/tokens/q")
        #expect(intake.sources[0].burst == 10)
        #expect(intake.sources[1].token.variable == "NAMUR_TOKEN")
        #expect(intake.sources[1].burst == 7)
    }

    @Test("cannot be on without a source, nor a source be without tokens")
    func noSource() {
        #expect(
            refusal("http: { intake: { enabled: true } }")
                .contains("x.yaml:1: http.intake.sources: the intake is on but names no source"))
        #expect(
            refusal("http: { intake: { sources: [{ id: a, source: /a }] } }")
                .contains("http.intake.sources[0]: a token_file or a token_env is needed"))
    }

    @Test("refuses wrong keys by name, and what is no identifier, no URI and no variable's name")
    func wrongKeys() {
        let text = refusal(
            """
            http:
              intake:
                max_bodybytes: 3
                idempotency_seconds: -1
                sources:
                  - { id: Québec, source: "a b", token_env: "my secret!", token: abc }
            """)
        #expect(
            text.contains("x.yaml:3: http.intake: `max_bodybytes` is not a key here; did you mean `max_body_bytes`?"))
        #expect(text.contains("http.intake.idempotency_seconds: expected a whole number from 0 to 604800"))
        #expect(text.contains("`token` is not a key here"))
        #expect(text.contains("sources[0].id: expected lower-case letters"))
        #expect(text.contains("sources[0].source: expected a URI reference"))
        #expect(text.contains("sources[0].token_env: expected the name of an environment variable"))
        #expect(!text.contains("my secret!"))
    }

    @Test("a process without stages has to have an intake")
    func noStages() throws {
        #expect(refusal("stages: []").contains("stages: no stage is named and http.intake.enabled is false"))
        let http = "http: { intake: { enabled: true, sources: [{ id: a, source: /a, token_env: A }] } }"
        #expect(try load("stages: []\n\(http)").stages.isEmpty)
    }
}
