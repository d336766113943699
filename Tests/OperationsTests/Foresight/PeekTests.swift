import Cooperation
import DigestEngine
import Foundation
import Testing

@testable import Operations

@Suite("Looking at the next digest")
struct PeekTests {
    private static let weekly = ForecastStage.subscription("weekly", ForecastStage.monday)

    private static var stage: ForecastStage {
        var stage = ForecastStage(weekly)
        stage.tell("2019-10-08T12:00:00Z")
        stage.tell("2019-10-15T12:00:00Z")
        return stage
    }

    @Test("shows the window that is open, when it closes, and what is left for later")
    func open() {
        let now = ForecastStage.instant("2019-10-14T10:00:00Z")
        let peeked = DigestPeek.peek(at: Self.weekly, in: Self.stage.engine, now: now, before: nil)
        #expect(peeked.digest?.window.to == ForecastStage.instant("2019-10-14T12:00:00Z"))
        #expect(peeked.dueAt == ForecastStage.instant("2019-10-14T12:01:00Z"))
        #expect(peeked.digest?.counts.notices == 1)
        #expect(peeked.later == 1)
        #expect(peeked.hold == nil)
    }

    @Test("at a time before the boundary ends the window then")
    func before() {
        let time = ForecastStage.instant("2019-10-10T00:00:00Z")
        let peeked = DigestPeek.peek(at: Self.weekly, in: Self.stage.engine, now: time, before: time)
        #expect(peeked.digest?.window.to == time)
    }

    @Test("tells of a hold only while it lasts")
    func hold() {
        var stage = Self.stage
        stage.order(.hold(until: ForecastStage.instant("2019-11-01T00:00:00Z")), "2019-10-16T12:00:00Z")
        for (now, isHeld) in [("2019-10-20T00:00:00Z", true), ("2019-11-02T00:00:00Z", false)] {
            let peeked = DigestPeek.peek(
                at: Self.weekly, in: stage.engine, now: ForecastStage.instant(now), before: nil)
            #expect((peeked.hold != nil) == isHeld)
            #expect(peeked.digest != nil)
        }
    }

    @Test("ends at the first record of the subscription, not told yet, that was appended at the time or later")
    func cutoff() {
        var stage = Self.stage
        stage.tell("2019-10-09T12:00:00Z")
        let recipe = DigestRecipe(Self.weekly, among: [Self.weekly])
        func admitted(_ time: String, from: Int64) -> [Int64] {
            let cut = Cut(
                subscription: "weekly", audience: "culture", partition: 0, from: from,
                boundary: Instant(milliseconds: 0), sequence: 1, history: [])
            var cutoff = PeekCutoff(recipe: recipe, time: ForecastStage.instant(time), cut: cut)
            return stage.entries.filter { cutoff.admits($0) }.map(\.offset)
        }
        #expect(admitted("2019-10-12T00:00:00Z", from: 0) == [0], "what comes late is behind it")
        #expect(admitted("2019-10-12T00:00:00Z", from: 2) == [0, 1, 2], "what is told is read in any case")
        #expect(admitted("2019-10-16T00:00:00Z", from: 0) == [0, 1, 2])
        #expect(admitted("2019-10-08T12:00:00Z", from: 0) == [])
    }

    @Test("days begin where the clock of their zone says so, even where there is no midnight")
    func days() throws {
        let beirut = try #require(TimeZone(identifier: "Asia/Beirut"))
        let day = ForecastStage.date("2022-03-27")
        let span = try #require(DaySpan(from: day, to: day))
        #expect(span.instants(in: beirut).lowerBound == ForecastStage.instant("2022-03-27T01:00:00+03:00"))
        #expect(span.instants(in: beirut).upperBound == ForecastStage.instant("2022-03-28T00:00:00+03:00"))
        #expect(
            CalendarDate(ForecastStage.instant("2022-03-26T21:59:00Z"), in: beirut) == ForecastStage.date("2022-03-26"))
        #expect(CalendarDate(ForecastStage.instant("2022-03-26T22:00:00Z"), in: beirut) == day)
        #expect(DaySpan(from: day, to: day.adding(days: -1)) == nil)
    }
}
