import Foundation

/// Whether mails bear a link to their recipient's preferences, and where it leads.
public struct PreferenceSettings: Hashable, Sendable {
    /// Whether there are such links, the page behind them, and a compose stage that heeds what is chosen there.
    public var isEnabled = false
    /// What the links begin with: the address under which readers reach `/preferences/` of this program's HTTP server.
    /// Empty when not given.
    public var baseURL = ""
    /// Where the secrets are that sign the links, with white space between them.
    public var secret = SecretSource()
    /// How many days after the end of its window a digest's links are valid.
    public var linkDays = 180

    /// The defaults.
    public init() {}

    /// The shortest time a link may be valid: Canada's anti-spam law wants a way to unsubscribe to work for 60 days.
    public static let minLinkDays = 60

    /// What is missing before there can be links: the key it is told of, and the words.
    var problems: [(key: String, message: String)] {
        var problems: [(String, String)] = []
        if baseURL.isEmpty {
            problems.append(
                (
                    "base_url",
                    "preferences are on but have no base_url: say what the links in mails begin with, such as "
                        + "https://digests.example.org"
                ))
        }
        if !secret.isNamed {
            problems.append(
                (
                    "secret_file",
                    "preferences are on but have no secret: name a secret_file or a secret_env that holds one of 32 or "
                        + "more characters (openssl rand -base64 32 makes one)"
                ))
        }
        return problems
    }

    /// The link of a signed text.
    public func url(of token: String) -> String {
        baseURL.hasSuffix("/") ? "\(baseURL)preferences/\(token)" : "\(baseURL)/preferences/\(token)"
    }

    /// Whether a text may stand before the links: an `https` URL of a host and perhaps a path, of characters that need
    /// no escaping anywhere; `http` only on this machine.
    static func isBaseURL(_ text: String) -> Bool {
        guard text.utf8.count <= 200, let url = URL(string: text), let host = url.host(), !host.isEmpty,
            url.user == nil,
            url.query == nil, url.fragment == nil,
            text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-._~:/".contains($0)) })
        else { return false }
        let isLoopback = host == "localhost" || host.hasPrefix("127.")
        return url.scheme == "https" || url.scheme == "http" && isLoopback
    }
}
