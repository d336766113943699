import Foundation
import Testing
import Worker

@testable import Operations

@Suite("The register of senders")
struct SenderRegisterTests {
    private static let token = "correct-horse-battery"

    private func source(_ id: String, variable: String) -> IntakeSource {
        var source = IntakeSource(id: id, source: "https://\(id).example/")
        source.token.variable = variable
        return source
    }

    private func refusal(_ sources: [IntakeSource], _ environment: [String: String]) -> String {
        let refusal = #expect(throws: StartupRefusal.self) {
            try SenderRegister(sources, environment: environment)
        }
        return refusal?.description ?? ""
    }

    private func sender(_ register: SenderRegister, _ fields: String...) -> Result<IntakeSource, Problem> {
        register.sender(fields.map { IntakeHeader("Authorization", $0) })
    }

    @Test("knows each source by any of its tokens, from a file and from the environment")
    func tokens() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "tokens-\(UUID().uuidString)")
        try Data("first-token-of-the-file\n\n  second-token-of-the-file\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var quebec = source("quebec", variable: "Q")
        quebec.token.file = file.path
        let register = try SenderRegister(
            [quebec, source("namur", variable: "N")], environment: ["Q": Self.token, "N": "a/b+c~d_e-f.g0123="])
        for token in [Self.token, "first-token-of-the-file", "second-token-of-the-file"] {
            #expect(try sender(register, "Bearer \(token)").get().id == "quebec")
        }
        #expect(try sender(register, "bearer  a/b+c~d_e-f.g0123= ").get().id == "namur")
    }

    @Test("asks for a token where there is none, and refuses an unknown one")
    func challenges() throws {
        let register = try SenderRegister([source("quebec", variable: "Q")], environment: ["Q": Self.token])
        let missing = #expect(throws: Problem.self) { try register.sender([]).get() }
        #expect(missing?.code == .unauthorized)
        #expect(missing?.fields.map(\.value) == [#"Bearer realm="vaguemestre""#])
        for field in ["Basic \(Self.token)", "Bearer", Self.token, ""] {
            let problem = #expect(throws: Problem.self) { try sender(register, field).get() }
            #expect(problem?.code == .unauthorized)
        }
        for token in ["x", String(Self.token.dropLast()), Self.token + "x", Self.token.uppercased()] {
            let problem = #expect(throws: Problem.self) { try sender(register, "Bearer \(token)").get() }
            #expect(problem?.code == .invalidToken)
            #expect(problem?.fields.map(\.value) == [#"Bearer realm="vaguemestre", error="invalid_token""#])
        }
        let twice = #expect(throws: Problem.self) { try sender(register, "Bearer \(Self.token)", "Bearer x").get() }
        #expect(twice?.code == .invalidToken)
    }

    @Test("does not start without tokens, and says whose are missing and where it looked")
    func missing() {
        let quebec = [source("quebec", variable: "Q")]
        let place = "quebec: token_env names the environment variable Q"
        #expect(refusal(quebec, [:]).contains("\(place), which is not set"))
        #expect(refusal(quebec, ["Q": " \n"]).contains("\(place), but nothing stands there"))
        var filed = IntakeSource(id: "namur", source: "/n")
        filed.token.file = "/nowhere/token"
        #expect(refusal([filed], [:]).contains("namur: token_file names /nowhere/token, which cannot be read"))
    }

    @Test(
        "refuses what is no token, and one that two sources share, without showing it",
        arguments: [
            "short", "fifteen-letters", "with,comma-0123456789", "pass=word-0123456789", "================",
            "élève-du-conservatoire",
        ])
    func notAToken(_ token: String) {
        let text = refusal([source("quebec", variable: "Q")], ["Q": "\(Self.token) \(token)"])
        #expect(text.contains("token 2 of 2 is none"))
        #expect(!text.contains(token))
    }

    @Test("refuses a token that two sources share")
    func shared() {
        let sources = [source("quebec", variable: "Q"), source("namur", variable: "N")]
        let text = refusal(sources, ["Q": Self.token, "N": "other-token-0123456789 \(Self.token)"])
        #expect(text.contains("quebec and namur have a token in common"))
        #expect(!text.contains(Self.token))
    }

    @Test(
        "a source covers itself alone, or all that begins with it where it ends in a slash",
        arguments: [
            ("https://a.example/", "https://a.example/x", true), ("https://a.example/", "https://a.example/", true),
            ("https://a.example/", "https://a.example", false),
            ("https://a.example/", "https://a.example.evil/x", false),
            ("/namur/echanges", "/namur/echanges", true), ("/namur/echanges", "/namur/echanges/1", false),
        ])
    func covering(_ own: String, _ other: String, _ covers: Bool) {
        #expect(IntakeSource(id: "x", source: own).covers(other) == covers)
    }
}
