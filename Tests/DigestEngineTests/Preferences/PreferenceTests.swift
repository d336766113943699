import Cooperation
import DigestEngine
import Foundation
import Testing

@Suite("A choice as a record")
struct PreferenceTests {
    @Test("comes back from its JSON, which names nobody")
    func roundTrip() throws {
        let id = LinkSigner(secrets: [String(repeating: "s", count: 32)]).ids(of: "ann@example.org", in: "culture")[0]
        let choices: [Preference.Choice] = [
            .unsubscribed, .subscribed, .paused(until: at(2026, 12, 1)), .moved(to: "culture-daily"),
        ]
        for choice in choices {
            let preference = Preference(
                subscription: "culture-weekly", recipient: id, secret: "0123abcd", choice: choice,
                chosenAt: at(2026, 11, 2, 3), via: .oneClick)
            let json = try JSONEncoder().encode(preference)
            #expect(try JSONDecoder().decode(Preference.self, from: json) == preference)
            #expect(!String(decoding: json, as: UTF8.self).contains("@"))
            #expect(PreferenceKey(preference.key.description) == preference.key)
        }
    }

    @Test("is none of another version, without the end of its pause, or with an id that is none")
    func refused() {
        let good = """
            {"version":1,"subscription":"s","recipient":"AAAAAAAAAAAAAAAAAAAAAA","secret":"0123abcd",\
            "choice":"paused","until":"2026-12-01T00:00:00Z","chosenAt":"2026-11-02T00:00:00Z","via":"page"}
            """
        func isRead(_ text: String) -> Bool {
            (try? JSONDecoder().decode(Preference.self, from: Data(text.utf8))) != nil
        }
        #expect(isRead(good))
        #expect(isRead(good.replacing(#""via""#, with: #""later":1,"via""#)), "a field that came later is passed over")
        for (part, other) in [
            (#""version":1"#, #""version":2"#), (#","until":"2026-12-01T00:00:00Z""#, ""), ("paused", "postponed"),
            ("AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAB"), ("AAAAAAAAAAAAAAAAAAAAAA", "AAAA"),
            ("2026-11-02T00:00:00Z", "yesterday"),
        ] {
            #expect(!isRead(good.replacing(part, with: other)), "\(other)")
        }
        for key in ["", "/", "s", "s/", "/AAAAAAAAAAAAAAAAAAAAAA", "s/AAAA"] { #expect(PreferenceKey(key) == nil) }
    }
}
