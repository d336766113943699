import DigestEngine
import Foundation
import Testing

@testable import Worker

@Suite("The configuration of preferences")
struct PreferenceConfigurationTests {
    private func load(_ text: String, environment: [String: String] = [:]) throws -> Settings {
        try ConfigurationLoader(environment: environment)
            .load(yaml: "\(text)\n\(SmallConfiguration.yaml)", source: "/etc/vm/x.yaml").settings
    }

    private func refusal(_ text: String) -> String {
        (#expect(throws: InvalidConfiguration.self) { try load(text) })?.description ?? ""
    }

    @Test("is off by default, and has a topic of its own")
    func off() throws {
        let settings = try load("")
        #expect(!settings.preferences.isEnabled)
        #expect(settings.topics.preferences == "partner.preferences")
        #expect(try LinkSigner.of(settings.preferences, environment: [:]) == nil)
        #expect(refusal("topics: { preferences: partner.cuts }").contains("has two roles"))
    }

    @Test("has a secret file beside the configuration, and links below the base URL")
    func on() throws {
        let settings = try load(
            """
            stages: []
            preferences: { enabled: true, base_url: "https://a.example:8443/ville/", secret_file: secrets/p, link_days: 90 }
            """
        ).preferences
        #expect(settings.secret.file == "/etc/vm/secrets/p")
        #expect(settings.linkDays == 90)
        #expect(settings.url(of: "T") == "https://a.example:8443/ville/preferences/T")
        let plain = try load(
            "preferences: { base_url: \"http://127.0.0.1:8700\" }",
            environment: ["VAGUEMESTRE_PREFERENCES_ENABLED": "true", "VAGUEMESTRE_PREFERENCES_SECRET_ENV": "S"]
        ).preferences
        #expect(plain.isEnabled && plain.secret.variable == "S")
        #expect(plain.url(of: "T") == "http://127.0.0.1:8700/preferences/T")
    }

    @Test("cannot be on without a secret or a base URL, and says which is missing")
    func incomplete() {
        #expect(
            refusal("preferences: { enabled: true, base_url: \"https://a.example\" }").contains(
                "x.yaml:1: preferences.secret_file: preferences are on but have no secret"))
        #expect(
            refusal("preferences: { enabled: true, secret_env: S }").contains(
                "preferences.base_url: preferences are on but have no base_url"))
    }

    @Test(
        "takes no other base URL than one of https, or of this machine",
        arguments: [
            "http://digests.example.org", "ftp://a.example", "https://", "a.example", "https://u:p@a.example",
            "https://a.example/?x", "https://a.example/#x", "https://a.example/é", "https://a.example/<", "https://a b",
            "http://localhost.evil.example", "https://a.example/" + String(repeating: "x", count: 200),
        ])
    func baseURL(_ url: String) {
        #expect(
            refusal("preferences: { base_url: \"\(url)\" }").contains("preferences.base_url: expected an https URL"))
    }

    @Test("shows no secret that somebody put where a variable's name belongs")
    func secretInTheWrongPlace() {
        let text = refusal("preferences: { secret_env: \"pa$$word+of/thirty-two=bytes\" }")
        #expect(text.contains("preferences.secret_env: expected the name of an environment variable"))
        #expect(!text.contains("thirty"))
        #expect(refusal("preferences: { secret: abc }").contains("secret"))
        #expect(refusal("preferences: { link_days: 59 }").contains("a whole number from 60 to 3650"))
    }

    @Test("reads several secrets from both places, and refuses none, short and unreadable ones without showing them")
    func secrets() throws {
        var settings = PreferenceSettings()
        settings.isEnabled = true
        settings.secret.variable = "S"
        let (one, two) = (String(repeating: "a", count: 32), String(repeating: "b", count: 44))
        let signer = try #require(try LinkSigner.of(settings, environment: ["S": " \(one)\n\t\(two)\n"]))
        #expect(signer.secretNames == LinkSigner(secrets: [one, two]).secretNames)
        for (value, message) in [
            (nil, "S, which is not set"), ("", "S, but nothing stands there"), (" \n", "S, but nothing stands there"),
            ("\(one) tooshort", "secret 2 of 2 has 8 bytes, expected 32 or more"),
        ] {
            let refusal = #expect(throws: SecretRefusal.self) {
                _ = try LinkSigner.of(settings, environment: value.map { ["S": $0] } ?? [:])
            }
            #expect(refusal?.description.contains(message) == true)
            #expect(refusal?.description.contains("tooshort") == false && refusal?.description.contains(one) == false)
        }
        settings.secret.file = "/nowhere/at/all"
        let refusal = #expect(throws: SecretRefusal.self) {
            _ = try LinkSigner.of(settings, environment: ["S": one])
        }
        #expect(
            refusal?.description.contains("preferences.secret_file names /nowhere/at/all, which cannot be read") == true
        )
    }
}
