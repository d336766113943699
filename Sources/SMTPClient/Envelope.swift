/// Who a mail is from and for, as SMTP is told: what stands in the mail's header is another matter.
public struct Envelope: Hashable, Sendable {
    /// An address that cannot be put into an SMTP command.
    public struct BadAddress: Error, CustomStringConvertible {
        /// What was found.
        public let address: String

        /// What was found, and what was expected.
        public var description: String {
            "`\(address)` is no address for SMTP: expected local-part@domain without blanks, controls or <>"
        }
    }

    /// The sender: where the server returns what it cannot hand on.
    public let from: String
    /// The recipient.
    public let to: String

    /// An envelope.
    ///
    /// - Throws: ``BadAddress`` for one that is no address, or that would say more than one (a line's end begins
    ///   another command).
    public init(from: String, to: String) throws(BadAddress) {
        for address in [from, to] where !Self.isAddress(address) { throw BadAddress(address: address) }
        self.from = from
        self.to = to
    }

    /// RFC 5321, 4.5.3.1 allows 64 octets before the at sign and 255 behind it; beyond ASCII they are UTF-8 (RFC 6531).
    private static func isAddress(_ text: String) -> Bool {
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let (local, domain) = (text.utf8[..<at], text.utf8[text.utf8.index(after: at)...])
        return (1...64).contains(local.count) && (1...255).contains(domain.count)
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.value > 0x20 && !(0x7F...0xA0).contains(scalar.value) && scalar != "<" && scalar != ">"
            }
    }
}
