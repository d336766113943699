import Crypto
import Foundation

/// Makes and reads the signed links to a recipient's preferences, and the ids that stand for recipients.
///
/// Several secrets serve while they are exchanged: the first one signs, all of them verify. A link is
/// base64url(version ‖ expiry ‖ recipient ‖ language ‖ subscription ‖ HMAC-SHA256 of what stands before). Nothing in it
/// is secret and nothing tells an address: recipients are named by an HMAC too, under another label, so that no id can
/// pass for a signature.
public struct LinkSigner: Sendable {
    private struct Secret: Sendable {
        let key: SymmetricKey
        /// Names the secret without telling it.
        let name: String
    }

    private let secrets: [Secret]

    /// A signer with these secrets, in UTF-8. Precondition: there is at least one.
    public init(secrets: [String]) {
        precondition(!secrets.isEmpty, "a signer needs a secret")
        self.secrets = secrets.map { text in
            let key = SymmetricKey(data: Data(text.utf8))
            let digits = Self.code("vaguemestre secret name v1", key: key).prefix(4)
            return Secret(
                key: key, name: digits.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined())
        }
    }

    /// The names of the secrets, 8 hexadecimal digits each, the one that signs first.
    public var secretNames: [String] { secrets.map(\.name) }

    /// The ids of an address within an audience: one for each secret, the one for the secret that signs first.
    public func ids(of address: String, in audience: String) -> [RecipientID] {
        secrets.map { secret in
            let text = "vaguemestre recipient v1\u{0}\(audience)\u{0}\(address.lowercased())"
            return RecipientID(bytes: Array(Self.code(text, key: secret.key).prefix(RecipientID.byteCount)))
        }
    }

    /// The text of a link, for a URL: letters, digits, `-` and `_`.
    public func sign(_ link: PreferenceLink) -> String {
        let claims = link.claims
        return Base64URL.encode(claims + Self.code(Self.label + claims, key: secrets[0].key))
    }

    /// The link of a text that was signed here, whether it has expired or not, and the name of the secret it was signed
    /// with.
    ///
    /// - Returns: nil for what was not signed with one of the secrets, whatever it is.
    public func read(_ token: String) -> (link: PreferenceLink, secret: String)? {
        guard token.utf8.count <= PreferenceLink.maxCharacters, let bytes = Base64URL.decode(token),
            bytes.count > Self.codeBytes
        else { return nil }
        let claims = Array(bytes.dropLast(Self.codeBytes))
        let code = bytes.suffix(Self.codeBytes)
        var signedWith: String?
        for secret in secrets
        where HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Self.label + claims, using: secret.key) {
            signedWith = secret.name
        }
        guard let signedWith, let link = PreferenceLink(claims: claims) else { return nil }
        return (link, signedWith)
    }

    private static let codeBytes = 32
    private static let label = Array("vaguemestre preference link v1\u{0}".utf8)

    private static func code(_ text: String, key: SymmetricKey) -> [UInt8] { code(Array(text.utf8), key: key) }

    private static func code(_ bytes: [UInt8], key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
    }
}
