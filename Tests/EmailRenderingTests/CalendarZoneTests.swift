import Cooperation
import DigestEngine
import Foundation
import Testing

@testable import EmailRendering

@Suite("Time zones in calendars, as the icalendar library reads them")
struct CalendarZoneTests {
    /// The one event of a calendar whose place lies in `zone`.
    private func event(_ zone: String?, _ starts: String, _ ends: String? = nil) async throws -> Judge.Calendar.Event {
        let digest = try Samples.single {
            $0.state.place = Place(name: "Ici", timeZone: zone)
            $0.state.starts = Instant(starts).map(Moment.instant)
            $0.state.ends = ends.flatMap { Instant($0) }.map(Moment.instant)
        }
        let body = try Samples.composer().renderBody(digest, language: "en-CA")
        let calendar = try await Judge.calendar(try #require(body.calendar))
        #expect(calendar.errors == [])
        return try #require(calendar.events.first)
    }

    @Test(
        "an instant is told as the clock of the place shows it, before and after the clocks change",
        arguments: [
            ("Europe/Brussels", "2019-03-30T19:00:00Z", "2019-03-30T20:00:00+01:00"),
            ("Europe/Brussels", "2019-03-31T19:00:00Z", "2019-03-31T21:00:00+02:00"),
            ("America/Toronto", "2019-03-10T06:59:00Z", "2019-03-10T01:59:00-05:00"),
            ("America/Toronto", "2019-03-10T07:00:00Z", "2019-03-10T03:00:00-04:00"),
            ("Australia/Lord_Howe", "2019-12-31T18:00:00Z", "2020-01-01T05:00:00+11:00"),
            ("Asia/Kathmandu", "2019-06-01T00:00:00Z", "2019-06-01T05:45:00+05:45"),
        ])
    func local(_ zone: String, _ instant: String, _ expected: String) async throws {
        let event = try await event(zone, instant)
        #expect(event.zone == zone)
        #expect(event.starts == expected)
        #expect(event.tableStarts == expected, "by the offsets in the file alone")
    }

    @Test("of two hours that read the same, the first is local and the second, which a local time cannot say, in UTC")
    func overlap() async throws {
        let first = try await event("America/Toronto", "2019-11-03T05:30:00Z", "2019-11-03T06:30:00Z")
        #expect(first.starts == "2019-11-03T01:30:00-04:00")
        #expect(first.ends == "2019-11-03T06:30:00+00:00")
        let second = try await event("America/Toronto", "2019-11-03T06:30:00Z")
        #expect(second.zone == nil)
        #expect(second.starts == "2019-11-03T06:30:00+00:00")
    }

    @Test(
        "a place that names no zone, none that is known, or UTC itself is told in UTC",
        arguments: [nil, "Mars/Olympus", "UTC"])
    func universal(_ zone: String?) async throws {
        let event = try await event(zone, "2019-06-01T12:00:00Z")
        #expect(event.zone == nil)
        #expect(event.starts == "2019-06-01T12:00:00+00:00")
    }

    @Test("a visit over New Year has the table of both years")
    func newYear() async throws {
        let event = try await event("America/Toronto", "2019-12-30T14:00:00Z", "2020-07-01T13:00:00Z")
        #expect(event.starts == "2019-12-30T09:00:00-05:00")
        #expect(event.ends == "2020-07-01T09:00:00-04:00")
    }

    @Test("who publishes answers for each entry (RFC 5546)")
    func organizer() async throws {
        #expect(try await event(nil, "2019-06-01T12:00:00Z").organizer == "mailto:bulletins@example.org")
    }
}
