public import Cooperation

/// A digest in one language and time zone, ready to be addressed to any number of recipients.
public struct DigestBody: Hashable, Sendable {
    /// How the HTML part shows the lines; the text part has them all in full.
    public struct Shown: Hashable, Sendable {
        /// Lines with everything.
        public var full = 0
        /// Lines with title, date and change only.
        public var short = 0
        /// Lines that are only counted.
        public var counted = 0
    }

    /// The digest's id.
    public let digest: String
    /// The subscription.
    public let subscription: String
    /// The digest's number within it.
    public let sequence: Int
    /// The end of the digest's window.
    public let windowEnd: Instant
    /// The BCP 47 tag of the language written in.
    public let language: String
    /// The IANA time zone that times are shown in.
    public let timeZone: String
    /// What the digest is called.
    public let title: String
    /// The subject line, without control characters.
    public let subject: String
    /// The plain text, format=flowed, lines ending in LF.
    public let text: String
    /// The HTML, at most 80,000 bytes in quoted-printable.
    public let html: String
    /// What the HTML shows.
    public let shown: Shown
    /// The dates as an iCalendar object, CRLF; nil when no line has one.
    public let calendar: String?
    /// Whether text and HTML have a place for the link to the recipient's preferences.
    var linksPreferences = false
}
