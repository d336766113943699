import Foundation
import Testing

@testable import EmailRendering

@Suite("Languages")
struct LanguageTests {
    private func file(_ change: (inout [String: Any]) -> Void) throws -> Data {
        let bytes = try #require(EmbeddedTemplates.files["en-CA/language.json"])
        var file = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        change(&file)
        return try JSONSerialization.data(withJSONObject: file)
    }

    private func problem(_ key: String, _ value: Any?) throws -> LanguageProblem? {
        let data = try file { file in
            var phrases = file["phrases"] as? [String: Any] ?? [:]
            phrases[key] = value
            file["phrases"] = phrases
        }
        do throws(LanguageProblem) {
            _ = try Language(json: data)
            return nil
        } catch {
            return error
        }
    }

    @Test("a language file that leaves something out is refused, saying what")
    func refusals() throws {
        #expect(try problem("empty", nil) == .missingPhrases(["empty"]))
        #expect(try problem("emtpy", "x") == .unknownPhrases(["emtpy"]))
        #expect(try problem("empty", ["one": "x", "other": "y"]) == .wrongShape("empty", counted: false))
        #expect(try problem("highlight.new", "x") == .wrongShape("highlight.new", counted: true))
        #expect(try problem("highlight.new", ["other": "{count}"]) == .missingPlural("highlight.new", category: "one"))
        #expect(try problem("answer.by", "by") == .missingSlot("answer.by", slot: "when"))
        #expect(try problem("answer.by", "{when} {x}") == .unknownSlot("answer.by", slot: "x", known: ["when"]))
        #expect(try problem("answer.by", "{when") == .unclosedSlot("answer.by"))
        #expect(try problem("answer.by", "before {when}") == nil)
    }

    @Test("a key that nothing reads is refused at the top, in the formats and among the plurals")
    func unknownKeys() throws {
        func refusal(_ change: (inout [String: Any]) -> Void) throws -> LanguageProblem? {
            let data = try file(change)
            do throws(LanguageProblem) {
                _ = try Language(json: data)
                return nil
            } catch {
                return error
            }
        }
        let top = try refusal { $0["plurals"] = "x" }
        #expect(top?.advice == "nothing reads plurals; expected tag, plural, typography, formats, phrases")
        let format = try refusal {
            var formats = $0["formats"] as? [String: Any] ?? [:]
            formats["dya"] = "d"
            $0["formats"] = formats
        }
        #expect(format?.advice.hasPrefix("formats: nothing reads dya; expected day, ") == true)
        #expect(
            try problem("highlight.new", ["one": "{count}", "few": "{count}", "other": "{count}"])
                == .unknownKeys(["few"], at: "highlight.new", known: ["one", "other"]))
        let missing = try refusal { $0["formats"] = ["day": "d"] }
        #expect(missing?.advice.contains("formats: the key dayInYear is missing") == true)
    }

    @Test("a reader gets the very language, else the nearest, else the default")
    func nearest() throws {
        let templates = try Templates()
        #expect(templates.language(for: "fr-BE").tag == "fr-BE")
        #expect(templates.language(for: "fr").tag == "fr-CA")
        #expect(templates.language(for: "en-GB").tag == "en-CA")
        #expect(templates.language(for: "nl").tag == "fr-CA")
    }
}
