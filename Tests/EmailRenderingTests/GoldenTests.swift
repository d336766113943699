import EmailRendering
import Foundation
import TestSupport
import Testing

/// The digest that has everything, rendered in each language, against files that people have read.
/// `VAGUEMESTRE_RECORD=1` writes them anew; read the difference before it is committed.
@Suite("Golden files")
struct GoldenTests {
    private static let languages = ["fr-CA", "fr-BE", "en-CA"]

    @Test("each language renders the bytes that were read and approved", arguments: languages)
    func golden(_ language: String) throws {
        let payload = try Samples.message(language)
        try compare(payload.subject + "\n", "everything.\(language).subject.txt")
        try compare(payload.bodyValues["text"]?.value ?? "", "everything.\(language).txt")
        try compare(payload.bodyValues["html"]?.value ?? "", "everything.\(language).html")
        try compare(payload.bodyValues["calendar"]?.value ?? "", "everything.\(language).ics")
        try compare(String(decoding: MIMEMessage(payload).bytes, as: UTF8.self), "everything.\(language).eml")
        try compare(String(decoding: payload.json, as: UTF8.self) + "\n", "everything.\(language).json")
    }

    @Test("an empty digest says so", arguments: languages)
    func empty(_ language: String) throws {
        let payload = try Samples.composer().compose(try Samples.empty(), to: Samples.recipient(language))
        try compare(payload.bodyValues["text"]?.value ?? "", "empty.\(language).txt")
    }

    private func compare(_ text: String, _ name: String) throws {
        if ProcessInfo.processInfo.environment["VAGUEMESTRE_RECORD"] == "1" {
            try Data(text.utf8).write(to: Samples.folder.appending(path: name))
        }
        expectSame(text, String(decoding: try Samples.data(name), as: UTF8.self), name)
    }
}
