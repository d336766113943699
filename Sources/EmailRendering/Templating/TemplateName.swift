/// The templates that rendering asks for by name; each is a file of that name with `.mustache` behind it.
enum TemplateName: String, CaseIterable, Sendable {
    /// The HTML part.
    case htmlPage = "page.html"
    /// A line of the HTML part in full.
    case htmlCard = "card.html"
    /// A line of the HTML part in short.
    case htmlRow = "row.html"
    /// The text part.
    case textPage = "page.text"
    /// A line of the text part.
    case textCard = "card.text"
    /// The page of a recipient's preferences.
    case preferencesPage = "preferences.html"

    /// Its file.
    var file: String { "\(rawValue).mustache" }

    /// Whether what it makes is HTML.
    var isHTML: Bool { rawValue.hasSuffix(".html") }

    /// The template of a file name; nil for a file that nothing asks for.
    init?(file: String) {
        guard file.hasSuffix(".mustache") else { return nil }
        self.init(rawValue: String(file.dropLast(".mustache".count)))
    }
}
