import Crypto
import Foundation
import Worker

/// Who sends, by the token that a request bears (RFC 6750).
///
/// Tokens are kept and compared as SHA-256 digests, in a time that depends on neither, and always against all of them:
/// how long an answer takes says nothing about how much of a token was right.
struct SenderRegister: Sendable {
    private struct Entry {
        let source: IntakeSource
        let digest: SHA256Digest
    }

    private let entries: [Entry]

    /// Who bears a request's token.
    func sender(_ headers: [IntakeHeader]) -> Result<IntakeSource, Problem> {
        let fields = headers.values("authorization")
        guard let field = fields.first, let token = Self.token(field) else {
            return .failure(
                Problem(.unauthorized, "found no bearer token, expected the header \"Authorization: Bearer TOKEN\""))
        }
        let digest = SHA256.hash(data: Array(token.utf8))
        var found: IntakeSource?
        for entry in entries where entry.digest == digest { found = entry.source }
        guard fields.count == 1, let found else {
            return .failure(Problem(.invalidToken, "the bearer token is none of those that are known here"))
        }
        return .success(found)
    }

    private static func token(_ field: String) -> String? {
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return parts[1].trimmingCharacters(in: .whitespaces)
    }
}

extension SenderRegister {
    /// The shortest token that is taken: 16 characters of base 64 are 96 bits.
    static let minTokenCharacters = 16

    /// Reads the tokens of all sources, from their files and environment variables.
    ///
    /// - Throws: ``StartupRefusal`` for a file that cannot be read, a variable that is not set, a token that is none,
    ///   or one that two sources have. No message shows a token.
    init(_ sources: [IntakeSource], environment: [String: String]) throws {
        var entries: [Entry] = []
        var owners: [SHA256Digest: String] = [:]
        for source in sources {
            for token in try Self.tokens(of: source, environment) {
                let digest = SHA256.hash(data: Array(token.utf8))
                if let owner = owners.updateValue(source.id, forKey: digest), owner != source.id {
                    throw StartupRefusal(
                        "http.intake.sources: \(owner) and \(source.id) have a token in common; "
                            + "a token is for one source, so give each its own")
                }
                entries.append(Entry(source: source, digest: digest))
            }
        }
        self.entries = entries
    }

    private static func tokens(of source: IntakeSource, _ environment: [String: String]) throws -> [String] {
        let tokens: [String]
        do {
            tokens = try source.token.words("token", environment)
        } catch {
            throw refusal(source, error.description)
        }
        for (index, token) in tokens.enumerated() where !isToken(token) {
            throw refusal(
                source,
                "token \(index + 1) of \(tokens.count) is none: expected \(minTokenCharacters) or more of the "
                    + "characters A-Z a-z 0-9 - . _ ~ + / and = at the end (openssl rand -base64 32 makes one)")
        }
        return tokens
    }

    /// RFC 6750's `b64token`, and long enough.
    private static func isToken(_ token: String) -> Bool {
        let body = token.reversed().drop { $0 == "=" }
        return token.utf8.count >= minTokenCharacters && !body.isEmpty
            && body.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._~+/".contains($0)) }
    }

    private static func refusal(_ source: IntakeSource, _ message: String) -> StartupRefusal {
        StartupRefusal("http.intake.sources: \(source.id): \(message)")
    }
}
