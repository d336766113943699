/// How a mail server is reached.
public struct SMTPSettings: Hashable, Sendable {
    /// Whether the conversation is enciphered.
    public enum Security: String, CaseIterable, Hashable, Sendable {
        /// Always: a server that cannot, or whose certificate does not hold, gets no mail.
        case required
        /// Where the server offers it (RFC 3207); a certificate that does not hold is refused then too.
        case opportunistic
        /// Never.
        case off
    }

    /// Who we are to the server (RFC 4954).
    public struct Account: Hashable, Sendable, CustomStringConvertible {
        /// The user.
        public var username: String
        /// The password; part of no description.
        public var password: String

        /// An account from its parts.
        public init(username: String, password: String) {
            self.username = username
            self.password = password
        }

        /// The user alone.
        public var description: String { "\(username) (password not shown)" }
    }

    /// The server's name or address.
    public var host: String
    /// Its port.
    public var port: Int
    /// Whether the conversation is enciphered.
    public var security: Security
    /// Whether TLS begins with the first byte (RFC 8314) rather than after STARTTLS.
    public var usesImplicitTLS: Bool
    /// A file of certificates, in PEM, to trust instead of the system's.
    public var authorityFile: String?
    /// Who we are to the server; nobody when nil.
    public var account: Account?
    /// What we call ourselves in EHLO; this machine's name when nil.
    public var helloName: String?
    /// The most connections at once.
    public var connections: Int
    /// How long to wait for a connection.
    public var connectSeconds: Int
    /// How long to wait for each of the server's answers.
    public var answerSeconds: Int

    /// Settings for a server; the defaults are careful.
    public init(
        host: String, port: Int, security: Security = .required, usesImplicitTLS: Bool = false,
        authorityFile: String? = nil, account: Account? = nil, helloName: String? = nil, connections: Int = 4,
        connectSeconds: Int = 30, answerSeconds: Int = 60
    ) {
        precondition(connections > 0, "without a connection there is no mail")
        self.host = host
        self.port = port
        self.security = security
        self.usesImplicitTLS = usesImplicitTLS
        self.authorityFile = authorityFile
        self.account = account
        self.helloName = helloName
        self.connections = connections
        self.connectSeconds = connectSeconds
        self.answerSeconds = answerSeconds
    }

    /// `host:port`, as people write it.
    public var address: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// Where libcurl connects to. What follows the slash is the name in EHLO.
    var url: String { "\(usesImplicitTLS ? "smtps" : "smtp")://\(address)/\(helloName ?? "")" }
}
