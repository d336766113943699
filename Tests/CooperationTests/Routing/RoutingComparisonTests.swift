import TestSupport
import Testing

@testable import Cooperation

@Suite("Two tables compared")
struct RoutingComparisonTests {
    static func compare(
        _ events: [JSONValue], _ edit: (inout RoutingTable) -> Void
    ) -> (differences: [RoutingDifference?], totals: RoutingDifferenceTotals) {
        var after = ExampleTable.standard
        edit(&after)
        let comparison = RoutingComparison(before: ExampleTable.standard, after: after)
        let reader = EventReader()
        let differences = events.map { event -> RoutingDifference? in
            let outcome = event.bytes.withUnsafeBytes {
                reader.read(value: $0, headers: []) { comparison.compare($0, recordedAt: RouterTests.now) }
            }
            guard case .success(let difference) = outcome else {
                comparison.countRefused()
                return nil
            }
            return difference
        }
        return (differences, comparison.totals)
    }

    @Test("differ in nothing where they are the same")
    func same() {
        let (differences, totals) = Self.compare(ExampleEvents.all + [[:]]) { _ in }
        #expect(differences.allSatisfy { $0 == nil })
        #expect((totals.events, totals.refused, totals.elsewhere, totals.otherRules) == (3, 1, 0, 0))
        #expect(totals.audiences.isEmpty)
    }

    @Test("say of each event where it went and would go, and count for whom")
    func elsewhere() throws {
        let (differences, totals) = Self.compare(ExampleEvents.all) {
            $0.rules[0].audiences = ["economy"]
            $0.rules[2].condition.not = ConditionTests.condition { $0.themes = ["water-infrastructure"] }
        }
        // The delegation concerns culture and the economy, and keeps reaching culture by its theme.
        let delegation = try #require(differences[0])
        #expect(!delegation.isElsewhere)
        #expect(delegation.before.rules == ["culture-service", "music", "economy-service", "namur"])
        let exchange = try #require(differences[1])
        #expect(exchange.isElsewhere)
        #expect((exchange.before.audiences, exchange.after.audiences) == (["municipal", "namur"], ["namur"]))
        let event = try #require(differences[2])
        expectSame(event.after.audiences, ["economy", "namur", "outside", "bureau"])
        #expect((totals.events, totals.elsewhere, totals.otherRules) == (3, 2, 1))
        #expect(totals.audiences["culture"]?.fewer == 1)
        #expect(totals.audiences["economy"]?.more == 1)
        #expect(totals.audiences["municipal"]?.fewer == 1)
        #expect(totals.audiences.count == 3)
    }

    @Test("tell urgency and triage apart from where an event goes")
    func urgencyAndTriage() throws {
        let cancelled = ExampleEvents.event.setting("/type", to: "be.namur.event.cancelled.v1")
            .setting("/time", to: "2019-09-12T12:00:00Z")
        let (differences, totals) = Self.compare([cancelled]) {
            $0.rules[0].urgency = nil
            $0.partners.removeLast()
        }
        let difference = try #require(differences[0])
        #expect((difference.before.urgent, difference.after.urgent) == (["culture"], []))
        #expect((difference.before.triage, difference.after.triage) == (false, true))
        #expect(totals.audiences["culture"]?.fewerUrgent == 1)
        #expect(totals.audiences["culture"]?.fewer == 0)
        #expect((totals.moreTriage, totals.fewerTriage) == (1, 0))
    }
}
