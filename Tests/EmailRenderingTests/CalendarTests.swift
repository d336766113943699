import Cooperation
import DigestEngine
import Foundation
import Testing

@testable import EmailRendering

@Suite("Calendars, as the icalendar library reads them")
struct CalendarTests {
    private func calendar(_ digest: Digest, _ language: String = "fr-CA") async throws -> Judge.Calendar {
        let body = try Samples.composer().renderBody(digest, language: language)
        return try await Judge.calendar(try #require(body.calendar))
    }

    @Test("every dated line is an event, with its status", arguments: ["fr-CA", "fr-BE", "en-CA"])
    func events(_ language: String) async throws {
        let calendar = try await calendar(try Samples.everything(), language)
        #expect(calendar.method == "PUBLISH")
        #expect(calendar.errors == [])
        #expect(calendar.longestLine <= 75)
        #expect(calendar.bareBreaks == 0)
        #expect(
            calendar.events.map(\.status) == [
                "CANCELLED", "CONFIRMED", "TENTATIVE", "CONFIRMED", "CANCELLED", "CONFIRMED", "CONFIRMED", "TENTATIVE",
            ])
    }

    @Test("days are days, with an exclusive end; instants are the local time of their place")
    func dates() async throws {
        let events = try await calendar(try Samples.everything()).events
        #expect(events[0].starts == "2019-03-14T20:00:00+01:00")
        #expect(events[0].ends == "2019-03-14T22:30:00+01:00")
        #expect(events[2].starts == "2019-10-01")
        #expect(events[2].ends == "2019-11-01")
    }

    @Test("an end before its start is left out")
    func reversed() async throws {
        let digest = try Samples.single {
            $0.state.starts = .day(CalendarDate(year: 2019, month: 5, day: 2))
            $0.state.ends = .day(CalendarDate(year: 2019, month: 5, day: 1))
        }
        #expect(try await calendar(digest).events[0].ends == nil)
    }

    @Test("a subject keeps its UID from digest to digest; the sequence follows its event in the log")
    func identity() async throws {
        let first = try Samples.single { _ in }
        var second = try Samples.single { $0.events[0].origin.offset += 17 }
        second.id = "another"
        second.title = LocalizedText(["en": "Other"])
        let before = try await calendar(first).events[0]
        let after = try await calendar(second, "en-CA").events[0]
        #expect(before.uid == after.uid)
        #expect(after.sequence == before.sequence + 17)
    }

    @Test("an offset beyond what a calendar counts stays at its greatest number")
    func hugeOffset() async throws {
        let digest = try Samples.single { $0.events[0].origin.offset = .max }
        #expect(try await calendar(digest).events[0].sequence == Int(Int32.max))
    }

    @Test("text cannot leave its line")
    func injection() async throws {
        let hostile = "a;b,c\\n\r\nATTENDEE:mailto:x@example.net\nEND:VEVENT"
        let digest = try Samples.single {
            $0.state.title = LocalizedText(["fr": hostile])
            $0.state.summary = LocalizedText(["fr": hostile])
            $0.state.place = Place(name: hostile)
        }
        let calendar = try await calendar(digest)
        #expect(calendar.events.count == 1)
        #expect(calendar.events[0].summary == "a;b,c\\n ATTENDEE:mailto:x@example.net END:VEVENT")
        #expect(calendar.events[0].description == "a;b,c\\n\nATTENDEE:mailto:x@example.net\nEND:VEVENT")
    }
}
