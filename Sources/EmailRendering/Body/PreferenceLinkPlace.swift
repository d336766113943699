/// Where the link to a recipient's preferences goes in a body that is rendered once for many.
///
/// A control character (SUBSTITUTE) marks the place: `CleanText` lets none through, so that no text of an event can hold one
/// or pass for one. It is one scalar, which neither flowed text nor escaping breaks.
enum PreferenceLinkPlace {
    static let mark: Unicode.Scalar = "\u{1A}"
    /// What a link may take in the HTML part, beyond its mark.
    static let reservedBytes = 1_000

    /// The text with the link in each place.
    fileprivate static func fill(_ text: String, with url: String) -> String {
        text.unicodeScalars.split(separator: mark, omittingEmptySubsequences: false).map { String($0) }
            .joined(separator: url)
    }
}

extension DigestBody {
    /// The body with the link in its place. Precondition: there is a link exactly where there is a place.
    func linking(to url: String?) -> DigestBody {
        precondition(linksPreferences == (url != nil), "a link without a place for it, or a place without a link")
        guard let url else { return self }
        precondition(
            url.utf8.count < PreferenceLinkPlace.reservedBytes && !url.utf8.contains { "<>\"'& ".utf8.contains($0) },
            "a link that needs escaping, or is too long")
        return DigestBody(
            digest: digest, subscription: subscription, sequence: sequence, windowEnd: windowEnd, language: language,
            timeZone: timeZone, title: title, subject: subject, text: PreferenceLinkPlace.fill(text, with: url),
            html: PreferenceLinkPlace.fill(html, with: url), shown: shown, calendar: calendar)
    }
}
