public import Cooperation

/// An answer that is awaited after a digest's window, of whatever its readers know.
public struct Deadline: Hashable, Codable, Sendable {
    /// CloudEvents `source` of the subject.
    public var source: String
    /// The subject.
    public var subject: String
    /// What it is called.
    public var title: LocalizedText
    /// Until when the answer is awaited.
    public var respondBy: Moment
    /// The digest that told of the subject last; nil when it is the one that this deadline stands in.
    public var previously: DigestReference?

    /// A deadline from its parts.
    public init(
        source: String, subject: String, title: LocalizedText, respondBy: Moment, previously: DigestReference? = nil
    ) {
        self.source = source
        self.subject = subject
        self.title = title
        self.respondBy = respondBy
        self.previously = previously
    }
}
