import Cooperation
import DigestEngine
import Foundation
import Testing
import TestSupport

@Suite("Who gets a digest")
struct PreferenceRuleTests {
    private static let signer = LinkSigner(secrets: ["a-secret-of-thirty-two-or-more-bytes"])
    private static let weekly = subscription("culture-weekly", ["ann@example.org", "bob@example.org"])
    private static let daily = subscription(
        "culture-daily", ["bob@example.org", "cyd@example.org"],
        cadence: .daily(at: [LocalTime(hour: 8, minute: 0)]))
    private static let urgent: Subscription = {
        var filter = NoticeFilter()
        filter.urgentOnly = true
        return subscription("culture-urgent", ["ann@example.org"], filter: filter)
    }()
    private static let elsewhere = subscription("bureau-weekly", ["ann@example.org"], audience: "bureau")
    private static let all = [weekly, daily, urgent, elsewhere]
    private static let rule = PreferenceRule(subscriptions: all, signer: signer)

    private static func subscription(
        _ id: String, _ addresses: [String], audience: String = "culture",
        cadence: Cadence = .weekly(on: [.monday], at: [LocalTime(hour: 8, minute: 0)]),
        filter: NoticeFilter = NoticeFilter()
    ) -> Subscription {
        var subscription = Make.subscription(id, cadence: cadence, audience: audience, filter: filter)
        subscription.recipients = addresses.map { Recipient(address: $0, language: "fr-CA") }
        return subscription
    }

    /// The digest of one subscription over a window of days in November 2026.
    private static func digest(_ subscription: Subscription, _ from: Int, _ to: Int) -> Digest {
        digest(subscription, at(2026, 11, from), at(2026, 11, to))
    }

    private static func digest(_ subscription: Subscription, _ from: Instant, _ to: Instant) -> Digest {
        Digest(
            id: "d", subscription: subscription.id, audience: subscription.audience, title: subscription.title,
            sequence: 1, slice: LogSlice(topic: "n", partition: 0, contextFrom: 0, from: 0, to: 1),
            window: DigestWindow(from: from, to: to, timeZone: "UTC", cadence: "weekly", merged: 1),
            versions: DigestVersions(routes: [], subscription: "v", engine: 1), sections: [], balance: Balance(),
            counts: DigestCounts())
    }

    private static func who(_ digest: Digest, _ book: PreferenceBook) -> [String] {
        rule.recipients(of: digest, by: book).map { String($0.address.prefix(3)) }
    }

    private static func chosen(
        _ address: String, _ subscription: Subscription, _ choice: Preference.Choice, _ day: Int, _ hour: Int = 0
    ) -> Preference {
        Preference(
            subscription: subscription.id, recipient: signer.ids(of: address, in: subscription.audience)[0],
            secret: signer.secretNames[0], choice: choice, chosenAt: at(2026, 11, day, hour), via: .page)
    }

    private static func book(_ choices: Preference...) -> PreferenceBook {
        choices.reduce(into: PreferenceBook()) { $0.note($1) }
    }

    @Test("without a choice, all whom the configuration names, in its order")
    func none() {
        #expect(Self.who(Self.digest(Self.weekly, 2, 9), Self.book()) == ["ann", "bob"])
    }

    @Test("who unsubscribed gets none, not even one whose window ended before, but keeps other digests")
    func unsubscribed() {
        let book = Self.book(Self.chosen("ann@example.org", Self.weekly, .unsubscribed, 10))
        #expect(Self.who(Self.digest(Self.weekly, 2, 9), book) == ["bob"])
        #expect(Self.who(Self.digest(Self.weekly, 9, 16), book) == ["bob"])
        #expect(Self.who(Self.digest(Self.urgent, 9, 16), book) == ["ann"])
        #expect(Self.who(Self.digest(Self.elsewhere, 9, 16), book) == ["ann"])
        var back = book
        back.note(Self.chosen("ann@example.org", Self.weekly, .subscribed, 11))
        #expect(Self.who(Self.digest(Self.weekly, 9, 16), back) == ["ann", "bob"])
        var gone = book
        gone.forget(Self.chosen("ann@example.org", Self.weekly, .unsubscribed, 10).key)
        #expect(Self.who(Self.digest(Self.weekly, 9, 16), gone) == ["ann", "bob"])
    }

    @Test("a pause acts at once and ends by itself: with the first digest whose window ends at its end or later")
    func paused() {
        let book = Self.book(Self.chosen("ann@example.org", Self.weekly, .paused(until: at(2026, 11, 23)), 10))
        #expect(Self.who(Self.digest(Self.weekly, 2, 9), book) == ["bob"])
        #expect(Self.who(Self.digest(Self.weekly, 9, 16), book) == ["bob"])
        #expect(Self.who(Self.digest(Self.weekly, 16, 23), book) == ["ann", "bob"])
    }

    @Test("who moves still gets the digest under way at the old cadence, then the new ones, once each")
    func moved() {
        let book = Self.book(Self.chosen("ann@example.org", Self.weekly, .moved(to: "culture-daily"), 10, 12))
        #expect(Self.who(Self.digest(Self.weekly, 9, 16), book) == ["ann", "bob"])
        #expect(Self.who(Self.digest(Self.weekly, 16, 23), book) == ["bob"])
        #expect(Self.who(Self.digest(Self.daily, 9, 10), book) == ["bob", "cyd"])
        #expect(Self.who(Self.digest(Self.daily, 10, 11), book) == ["bob", "cyd", "ann"])
    }

    @Test("who gets the other cadence already gets it once after a move, and one who left after moving gets neither")
    func overlapping() {
        var book = Self.book(Self.chosen("bob@example.org", Self.weekly, .moved(to: "culture-daily"), 10))
        #expect(Self.who(Self.digest(Self.daily, 16, 17), book) == ["bob", "cyd"])
        book.note(Self.chosen("ann@example.org", Self.weekly, .moved(to: "culture-daily"), 10))
        book.note(Self.chosen("ann@example.org", Self.daily, .unsubscribed, 12))
        #expect(Self.who(Self.digest(Self.daily, 16, 17), book) == ["bob", "cyd"])
        #expect(Self.who(Self.digest(Self.weekly, 9, 16), book) == ["bob"], "one under way is unwanted as well")
    }

    @Test("a move there and back ends where it began, and a move that leads nowhere is none")
    func circles() {
        let book = Self.book(
            Self.chosen("ann@example.org", Self.weekly, .moved(to: "culture-daily"), 10),
            Self.chosen("ann@example.org", Self.daily, .moved(to: "culture-weekly"), 17))
        #expect(Self.who(Self.digest(Self.weekly, 16, 23), book) == ["ann", "bob"])
        #expect(Self.who(Self.digest(Self.daily, 20, 21), book) == ["bob", "cyd"])
        for target in ["culture-urgent", "bureau-weekly", "no-such", "culture-weekly"] {
            let book = Self.book(Self.chosen("ann@example.org", Self.weekly, .moved(to: target), 10))
            #expect(Self.who(Self.digest(Self.weekly, 16, 23), book) == ["ann", "bob"], "\(target)")
        }
    }

    @Test("choices under an earlier secret go on holding, and the newest of both holds")
    func rotation() {
        let old = "an-older-secret-of-thirty-two-bytes-here"
        let rotated = LinkSigner(secrets: ["a-secret-of-thirty-two-or-more-bytes", old])
        let rule = PreferenceRule(subscriptions: Self.all, signer: rotated)
        let id = LinkSigner(secrets: [old]).ids(of: "ann@example.org", in: "culture")[0]
        var choice = Self.chosen("ann@example.org", Self.weekly, .unsubscribed, 10)
        choice.recipient = id
        choice.secret = LinkSigner(secrets: [old]).secretNames[0]
        var book = Self.book(choice)
        #expect(rule.recipients(of: Self.digest(Self.weekly, 9, 16), by: book).map(\.address) == ["bob@example.org"])
        #expect(book.orphans(known: rotated.secretNames) == [:])
        #expect(book.orphans(known: Self.signer.secretNames) == [choice.secret: 1])
        book.note(Self.chosen("ann@example.org", Self.weekly, .subscribed, 11))
        #expect(rule.recipients(of: Self.digest(Self.weekly, 9, 16), by: book).count == 2)
    }

    @Test("a link leads to where its owner stands, whichever digest it came in")
    func standing() throws {
        let id = Self.signer.ids(of: "ann@example.org", in: "culture")[0]
        func standing(_ subscription: String, _ book: PreferenceBook) throws -> PreferenceStanding {
            let link = PreferenceLink(
                subscription: subscription, recipient: id, language: "fr-CA", expiresAt: at(2027, 1, 1))
            return try #require(Self.rule.standing(of: link, signedWith: Self.signer.secretNames[0], in: book))
        }
        let at10 = try standing("culture-weekly", Self.book())
        #expect(at10.state == .receiving && at10.alternatives.map(\.id) == ["culture-daily"] && at10.isKnown)
        #expect(
            at10.holds(.subscribed)
                && at10.record(of: .moved(to: "culture-urgent"), via: .page, at: at(2026, 11, 9)) == nil)
        let move = try #require(at10.record(of: .moved(to: "culture-daily"), via: .page, at: at(2026, 11, 10)))
        var book = Self.book(move)
        for origin in ["culture-weekly", "culture-daily"] {
            let moved = try standing(origin, book)
            #expect(moved.place.id == "culture-daily" && moved.alternatives.map(\.id) == ["culture-weekly"])
        }
        // A clock that is behind does not undo the order of choices.
        let leave = try #require(
            try standing("culture-weekly", book).record(of: .unsubscribed, via: .oneClick, at: at(2026, 11, 1)))
        #expect(leave.subscription == "culture-daily" && leave.chosenAt > move.chosenAt)
        book.note(leave)
        #expect(try standing("culture-weekly", book).state == .unsubscribed)
        #expect(Self.who(Self.digest(Self.daily, 12, 13), book) == ["bob", "cyd"])
    }

    /// However somebody moves between cadences, every moment is told in a digest that this person gets.
    @Test("moving to and fro loses nothing", arguments: UInt64(0)..<200)
    func nothingLost(_ round: UInt64) throws {
        var random = SeededGenerator(seed: SeededGenerator.freshSeed &+ round)
        var book = PreferenceBook()
        let step: Int64 = 3_600_000
        let start = at(2026, 11, 2)
        let id = Self.signer.ids(of: "ann@example.org", in: "culture")[0]
        let link = PreferenceLink(subscription: "culture-weekly", recipient: id, language: "fr", expiresAt: start)
        var now = start
        for _ in 0..<random.below(8) {
            now = Instant(milliseconds: now.milliseconds + random.number(1...100) * step)
            let name = Self.signer.secretNames[0]
            let standing = try #require(Self.rule.standing(of: link, signedWith: name, in: book))
            let target = try #require(standing.alternatives.first)
            book.note(try #require(standing.record(of: .moved(to: target.id), via: .page, at: now)))
        }
        let course = Self.rule.course(from: "culture-weekly", ids: [id], in: book)
        let hours = (0..<Int64(8 * 7 * 24)).map { Instant(milliseconds: start.milliseconds + $0 * step) }
        for hour in hours {
            let told = [("culture-weekly", 7 * 24 * step), ("culture-daily", 24 * step)].contains { name, length in
                let from = start.milliseconds + (hour.milliseconds - start.milliseconds) / length * length
                return course.receives(
                    name, from: Instant(milliseconds: from), to: Instant(milliseconds: from + length))
            }
            #expect(told, "seed \(SeededGenerator.freshSeed) round \(round): \(hour)")
        }
    }
}
