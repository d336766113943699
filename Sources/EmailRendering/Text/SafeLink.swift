import Foundation

/// A link that a reader may be offered: absolute, `http` or `https`, with a host and without credentials.
struct SafeLink: Hashable, Sendable {
    /// The URI, ASCII only.
    let href: String
    /// Where it leads, in short: the host, for a link without a title.
    let host: String

    /// The link, or nil when it is of another scheme, malformed, or pretends to lead elsewhere (`https://bank@evil`).
    init?(_ text: String) {
        guard text.utf8.count <= 2000, !text.unicodeScalars.contains(where: Self.isForbidden),
            let url = URL(string: text, encodingInvalidCharacters: true), url.user == nil, url.password == nil,
            let scheme = url.scheme?.lowercased(), scheme == "http" || scheme == "https",
            let host = url.host(percentEncoded: true), !host.isEmpty
        else { return nil }
        let href = url.absoluteString
        guard href.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        self.href = href
        self.host = host
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0x20 || (0x7F...0x9F).contains(scalar.value) || "<>\"\\^`{|}".unicodeScalars.contains(scalar)
    }
}
