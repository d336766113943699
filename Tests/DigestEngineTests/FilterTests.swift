import Cooperation
import TestSupport
import Testing

@testable import DigestEngine

@Suite("Filters")
struct FilterTests {
    /// A mutual event of Namur's, on cinema, about learning.
    private static let concert: CooperationEvent = {
        var event = Make.event("a", "concert", .confirmed, direction: .mutual)
        event.themes = ["cinema"]
        event.axes = [.apprendre]
        return event
    }()
    private static let urgent = Make.notice(10, concert, isUrgent: true)

    private static let music: CooperationEvent = {
        var event = Make.event("b", "music")
        event.themes = ["music"]
        return event
    }()

    private static func filter(_ ask: (inout NoticeFilter) -> Void) -> NoticeFilter {
        var filter = NoticeFilter()
        ask(&filter)
        return filter
    }

    @Test(
        "a key that is filled takes what has one of its members, and nothing else",
        arguments: [
            (filter { $0.kinds = [.delegation, .event] }, filter { $0.kinds = [.exchange] }),
            (filter { $0.actions = [.confirmed] }, filter { $0.actions = [.cancelled] }),
            (filter { $0.domains = ["culture", "zoo"] }, filter { $0.domains = ["zoo"] }),
            (filter { $0.themes = ["cinema"] }, filter { $0.themes = ["music"] }),
            (filter { $0.partners = ["namur"] }, filter { $0.partners = ["bordeaux"] }),
            (filter { $0.axes = [.apprendre, .attirer] }, filter { $0.axes = [.rayonner] }),
            (filter { $0.directions = [.mutual] }, filter { $0.directions = [.incoming, .outgoing] }),
            (filter { $0.priorities = [.normal] }, filter { $0.priorities = [.strategic] }),
        ])
    func keys(_ taking: NoticeFilter, _ refusing: NoticeFilter) {
        #expect(taking.takes(Self.urgent))
        #expect(!refusing.takes(Self.urgent))
    }

    @Test("all keys must hold: cinema of Namur, and neither music of Namur nor cinema of Bordeaux")
    func conjunction() {
        let filter = Self.filter { ($0.themes, $0.partners) = (["cinema"], ["namur"]) }
        var bordeaux = Self.concert
        bordeaux.partners = ["bordeaux"]
        #expect(filter.takes(Self.urgent))
        #expect(!filter.takes(Make.notice(11, Self.music)))
        #expect(!filter.takes(Make.notice(12, bordeaux)))
    }

    @Test("urgent only takes what a rule called urgent")
    func urgency() {
        let filter = Self.filter { $0.urgentOnly = true }
        #expect(filter.takes(Self.urgent))
        #expect(!filter.takes(Make.notice(10, Self.concert)))
    }

    @Test("what a filter leaves out stands in no line and no count of the digest, and does not end its slice")
    func leftOut() {
        let subscription = Make.subscription(filter: Self.filter { $0.themes = ["cinema"] })
        let digest = FoldingTests.digest(
            [Make.notice(10, Self.concert), Make.notice(11, Self.music)], subscription: subscription)
        expectSame(digest.counts.notices, 1)
        expectSame(digest.sections.flatMap(\.lines).map(\.state.subject), ["concert"])
    }
}
