/// Who digests come from.
public struct Sender: Hashable, Sendable {
    /// The name a mailbox shows.
    public let name: String
    /// The mail address.
    public let address: String
    /// The domain of Message-IDs, of List-Id and of calendar UIDs; it need not receive mail.
    public let messageIDDomain: String

    /// A sender.
    /// - Throws: ``EmailError`` when the address is no mailbox or the domain no host name.
    public init(
        name: String, address: String, messageIDDomain: String, beyondASCII: MailAddress.Beyond = .refuse
    ) throws(EmailError) {
        guard MailAddress.isWellFormed(address, beyondASCII: beyondASCII) else { throw .badAddress(address) }
        guard MailAddress.isDomain(messageIDDomain[...]) else { throw .badDomain(messageIDDomain) }
        self.name = CleanText.line(name, limit: 100)
        self.address = address
        self.messageIDDomain = messageIDDomain
    }
}

/// Why a digest cannot be addressed or rendered.
public enum EmailError: Error, Hashable, Sendable {
    /// Not a mailbox (`name@example.org`), or one beyond ASCII where those are refused.
    case badAddress(String)
    /// Not an ASCII host name.
    case badDomain(String)
    /// No such IANA time zone.
    case unknownTimeZone(String)
}

extension EmailError: CustomStringConvertible {
    /// A sentence that says what to do.
    public var description: String {
        switch self {
        case .badAddress(let address):
            "\(address.debugDescription) is not a mail address; expected \(MailAddress.expected)"
        case .badDomain(let domain):
            "\(domain.debugDescription) is not a host name; expected letters, digits and hyphens between dots"
        case .unknownTimeZone(let zone):
            "\(zone.debugDescription) is not a time zone; expected an IANA name such as America/Toronto"
        }
    }
}
