import Cooperation
import Foundation

/// SHA-256 over parts, as lower-case hexadecimal digits: the source of every id that must be found again.
enum Fingerprint {
    /// The first `digits` digits of the hash of `parts`, kept apart by NUL.
    static func of(_ parts: String..., digits: Int) -> String {
        of(Data(parts.joined(separator: "\u{0}").utf8), digits: digits)
    }

    /// The first `digits` digits of the hash of `data`.
    static func of(_ data: Data, digits: Int) -> String {
        ContentHash(of: data).digits(digits)
    }
}
