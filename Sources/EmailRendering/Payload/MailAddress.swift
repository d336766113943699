/// The shape of mail addresses that are written here: RFC 5322 addr-spec with a dot-atom and a host name, in ASCII or,
/// where that is wanted, with the letters of any script (RFC 6532).
///
/// Quoted local parts and comments are lawful, hardly exist, and are the usual way to smuggle a second address or a
/// header into a message: they are refused.
public enum MailAddress {
    /// What to do with addresses beyond ASCII: they need a mail server that speaks SMTPUTF8 (RFC 6531), as does every
    /// server on the way to the recipient.
    public enum Beyond: String, CaseIterable, Hashable, Sendable {
        /// Refuse them.
        case refuse
        /// Write them as they are.
        case accept
    }

    /// That shape in words, for the message that refuses anything else.
    public static let expected = """
        name@example.org without blanks, quotes or comments, and in ASCII (a domain with accents in its xn-- form) \
        unless emails.beyond_ascii is accept
        """

    /// Whether `address` is a mailbox of that shape, within the lengths of RFC 5321.
    public static func isWellFormed(_ address: String, beyondASCII: Beyond = .refuse) -> Bool {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, address.utf8.count <= 254, parts[0].utf8.count <= 64 else { return false }
        let atoms = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        return isDomain(parts[1], beyondASCII: beyondASCII)
            && atoms.allSatisfy { atom in
                !atom.isEmpty && atom.unicodeScalars.allSatisfy { isAtomText($0, beyondASCII) }
            }
    }

    /// Whether `domain` is a host name: labels of letters, digits and inner hyphens between dots.
    static func isDomain(_ domain: Substring, beyondASCII: Beyond = .refuse) -> Bool {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        return !domain.isEmpty && domain.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.unicodeScalars.allSatisfy { isLabelText($0, beyondASCII) }
            }
    }

    private static func isAtomText(_ scalar: Unicode.Scalar, _ beyond: Beyond) -> Bool {
        scalar.isASCII ? isAtomText(UInt8(ascii: scalar)) : beyond == .accept && isVisible(scalar)
    }

    private static func isLabelText(_ scalar: Unicode.Scalar, _ beyond: Beyond) -> Bool {
        guard scalar.isASCII else { return beyond == .accept && isVisible(scalar) && !isDot(scalar) }
        return isAlphanumeric(UInt8(ascii: scalar)) || scalar == "-"
    }

    /// Letters, marks, digits and symbols: nothing that blanks, breaks, hides or reorders what stands around it.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
            .paragraphSeparator:
            false
        default: true
        }
    }

    /// What some programs take for the dot between labels (RFC 3490, 3.1).
    private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
        ["\u{3002}", "\u{FF0E}", "\u{FF61}"].contains(scalar)
    }

    /// RFC 5322 `atext`.
    static func isAtomText(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
