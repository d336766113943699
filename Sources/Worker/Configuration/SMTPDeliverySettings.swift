import Foundation
public import SMTPClient

/// The mail server that mails are handed to, and how hard it is tried.
public struct SMTPDeliverySettings: Hashable, Sendable {
    /// Its name or address; needed in the mode `smtp`.
    public var host = ""
    /// Its port: 587 for submission; on 465 TLS begins with the first byte.
    public var port = 587
    /// Whether the conversation is enciphered.
    public var security = SMTPSettings.Security.required
    /// Whether TLS begins with the first byte on another port than 465 too.
    public var usesImplicitTLS = false
    /// A file of certificates to trust instead of the system's; none when empty.
    public var authorityFile = ""
    /// Who we are to the server; nobody when empty.
    public var username = ""
    /// Where the password is.
    public var password = SecretSource()
    /// What we call ourselves; this machine's name when empty.
    public var helloName = ""
    /// The most connections at once.
    public var connections = 4
    /// The most mails a second; 0 for as many as the server takes.
    public var messagesPerSecond = 0
    /// How long to wait for each of the server's answers.
    public var timeoutSeconds = 60
    /// How long a mail waits after its first temporary refusal; then twice as long each time.
    public var retryFirstSeconds = 60
    /// The longest a mail waits between two attempts.
    public var retryMaxSeconds = 3600
    /// How long a mail is tried before it goes to the dead letters.
    public var giveUpHours = 72

    /// The defaults.
    public init() {}
}

extension SMTPDeliverySettings {
    /// The settings for the client, with the password from where they say.
    ///
    /// - Throws: ``SecretRefusal`` where there is none.
    public func client(environment: [String: String]) throws(SecretRefusal) -> SMTPSettings {
        var settings = SMTPSettings(
            host: host, port: port, security: security, connections: connections,
            connectSeconds: min(30, timeoutSeconds), answerSeconds: timeoutSeconds)
        settings.usesImplicitTLS = security == .required && (usesImplicitTLS || port == 465)
        settings.authorityFile = authorityFile.isEmpty ? nil : authorityFile
        settings.helloName = helloName.isEmpty ? nil : helloName
        if !username.isEmpty {
            settings.account = SMTPSettings.Account(
                username: username, password: try password.line("deliver.smtp.password", environment))
        }
        return settings
    }

    /// Makes the names of its files ones that are relative to nothing.
    mutating func resolve(relativeTo directory: URL) {
        password.resolve(relativeTo: directory)
        if !authorityFile.isEmpty {
            authorityFile = URL(fileURLWithPath: authorityFile, relativeTo: directory).path
        }
    }

    /// Whether the server is on this machine, as far as its name says.
    var isOnThisMachine: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    /// What is wrong with the settings together: the key it is told of, and the words.
    var problems: [(key: String, message: String)] {
        var problems: [(String, String)] = []
        if host.isEmpty {
            problems.append(("host", "deliver.mode is smtp, but no server is named: say which, as mail.example.org"))
        }
        if password.isNamed == username.isEmpty {
            problems.append(
                (
                    "username",
                    "a username needs a password_env or a password_file, and they need a username; "
                        + "the password itself does not belong into this file"
                ))
        }
        if !password.variable.isEmpty, !password.file.isEmpty {
            problems.append(("password_env", "password_env and password_file: name one place"))
        }
        if !username.isEmpty, security != .required, !isOnThisMachine {
            problems.append(
                (
                    "security",
                    "is `\(security.rawValue)`, but there is a username: its password could go over the network in the "
                        + "clear. Expected `required`, unless the server is on this machine"
                ))
        }
        if usesImplicitTLS, security != .required {
            problems.append(("implicit_tls", "is true, but security is `\(security.rawValue)`; expected `required`"))
        }
        if retryMaxSeconds < retryFirstSeconds {
            problems.append(
                ("retry_max_seconds", "is \(retryMaxSeconds), less than retry_first_seconds (\(retryFirstSeconds))"))
        }
        return problems
    }
}
