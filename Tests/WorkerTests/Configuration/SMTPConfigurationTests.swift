import Foundation
import SMTPClient
import Testing
import Worker

@Suite("The mail server's settings")
struct SMTPConfigurationTests {
    private func load(_ deliver: String, environment: [String: String] = [:]) throws -> Settings {
        try ConfigurationLoader(environment: environment).load(
            yaml: "deliver: \(deliver)\n\(SmallConfiguration.yaml)", source: "small.yaml",
            directory: URL(filePath: "/etc/vaguemestre/")
        ).settings
    }

    private func problems(_ deliver: String) -> [String] {
        do {
            _ = try load(deliver)
            return []
        } catch let error as InvalidConfiguration {
            return error.problems.map(\.path)
        } catch {
            return ["\(error)"]
        }
    }

    @Test("files are delivered unless told otherwise")
    func defaults() throws {
        let deliver = try load("{}").deliver
        #expect(deliver.mode == .directory)
        #expect(deliver.smtp == SMTPDeliverySettings())
    }

    @Test(
        "what does not go together is refused by name",
        arguments: [
            ("{ mode: smtp }", ["deliver.smtp.host"]),
            ("{ mode: smtp, smtp: { host: 'smtp://mail.example.org' } }", ["deliver.smtp.host"]),
            ("{ mode: smtp, smtp: { host: mail, username: me } }", ["deliver.smtp.username"]),
            ("{ mode: smtp, smtp: { host: mail, password_env: P } }", ["deliver.smtp.username"]),
            (
                "{ mode: smtp, smtp: { host: mail, username: me, password_env: P, password_file: f } }",
                ["deliver.smtp.password_env"]
            ),
            (
                "{ mode: smtp, smtp: { host: mail, username: me, password_env: P, security: opportunistic } }",
                ["deliver.smtp.security"]
            ),
            (
                "{ mode: smtp, smtp: { host: mail, username: me, password_env: P, security: off } }",
                ["deliver.smtp.security"]
            ),
            ("{ mode: smtp, smtp: { host: 127.0.0.1, username: me, password_env: P, security: off } }", []),
            ("{ mode: smtp, smtp: { host: mail, implicit_tls: true, security: off } }", ["deliver.smtp.implicit_tls"]),
            (
                "{ mode: smtp, smtp: { host: mail, retry_first_seconds: 100, retry_max_seconds: 10 } }",
                ["deliver.smtp.retry_max_seconds"]
            ),
            ("{ mode: smtp, smtp: { host: mail, connections: 0 } }", ["deliver.smtp.connections"]),
            ("{ mode: smtp, smtp: { host: mail, password: s3cret } }", ["deliver.smtp"]),
            ("{ smtp: { username: me } }", []),
            ("{ mode: smtp, smtp: { host: mail } }", []),
        ])
    func together(deliver: String, expected: [String]) {
        #expect(problems(deliver) == expected)
    }

    @Test("the environment lies over the file, and names the password's file")
    func environment() throws {
        let settings = try load(
            "{ mode: smtp, smtp: { host: mail, username: me } }",
            environment: [
                "VAGUEMESTRE_DELIVER_SMTP_PASSWORD_FILE": "/run/secrets/smtp", "VAGUEMESTRE_DELIVER_SMTP_PORT": "2525",
            ])
        #expect(settings.deliver.smtp.password.file == "/run/secrets/smtp")
        #expect(settings.deliver.smtp.port == 2525)
    }

    @Test("the password comes from its variable or file, and shows nowhere")
    func password() throws {
        let smtp = try load("{ mode: smtp, smtp: { host: mail, username: me, password_env: P } }").deliver.smtp
        let client = try smtp.client(environment: ["P": "s3cret\n"])
        #expect(client.account == SMTPSettings.Account(username: "me", password: "s3cret"))
        #expect(!"\(client)\(smtp)".contains("s3cret"))
        for environment in [[:], ["P": ""]] {
            let error = #expect(throws: SecretRefusal.self) {
                try smtp.client(environment: environment)
            }
            #expect(error?.description.contains("environment variable P") == true)
        }
        let file = try load("{ mode: smtp, smtp: { host: mail, username: me, password_file: secret } }").deliver.smtp
        let error = #expect(throws: SecretRefusal.self) { try file.client(environment: [:]) }
        #expect(error?.description.contains("/etc/vaguemestre/secret") == true)
    }

    @Test("port 465 speaks TLS from the first byte, others where told")
    func implicitTLS() throws {
        for (smtp, expected) in [
            ("port: 465", true), ("port: 465, security: opportunistic", false), ("implicit_tls: true", true),
            ("port: 25", false),
        ] {
            let settings = try load("{ mode: smtp, smtp: { host: mail, \(smtp) } }").deliver.smtp
            #expect(try settings.client(environment: [:]).usesImplicitTLS == expected, "\(smtp)")
        }
    }
}
