/// The templates and languages that stand in the program itself, so that it can be moved anywhere.
///
/// SwiftPM writes each file of `Templates/` into the program as bytes; a file added there is named here too.
enum EmbeddedTemplates {
    /// The bytes of each file by its path, as it would lie in a city's own folder.
    static var files: [String: [UInt8]] {
        [
            "fr-CA/language.json": PackageResources.fr_CA_json,
            "fr-BE/language.json": PackageResources.fr_BE_json,
            "en-CA/language.json": PackageResources.en_CA_json,
            "page.html.mustache": PackageResources.page_html_mustache,
            "card.html.mustache": PackageResources.card_html_mustache,
            "row.html.mustache": PackageResources.row_html_mustache,
            "page.text.mustache": PackageResources.page_text_mustache,
            "card.text.mustache": PackageResources.card_text_mustache,
            "preferences.html.mustache": PackageResources.preferences_html_mustache,
        ]
    }
}
