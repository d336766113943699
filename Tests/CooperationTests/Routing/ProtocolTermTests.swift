import TestSupport
import Testing

@testable import Cooperation

@Suite("The terms of protocols")
struct ProtocolTermTests {
    static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    static func term(
        on day: String, alertDays: Int = 90, followedBy next: (from: String, until: String)? = nil
    ) throws -> ProtocolTerm {
        var table = ExampleTable.standard
        table.protocols[0].alertDays = alertDays
        if let next {
            table.protocols.append(
                CooperationProtocol(
                    id: "next", name: ExampleTable.name("x"), partners: ["namur", "quebec"], domains: [],
                    from: try Self.day(next.from), until: try Self.day(next.until)))
        }
        return try #require(table.terms(on: try Self.day(day)).first)
    }

    @Test(
        "are counted to their last day, and their end is near from the first day of alert on",
        arguments: [
            ("2016-12-31", 1095, .upcoming), ("2017-01-01", 1094, .inForce), ("2019-10-01", 91, .inForce),
            ("2019-10-02", 90, .ending), ("2019-12-31", 0, .ending), ("2020-01-01", -1, .ended),
        ] as [(String, Int, ProtocolTerm.Standing)])
    func standing(_ day: String, _ left: Int, _ standing: ProtocolTerm.Standing) throws {
        let term = try Self.term(on: day)
        #expect((term.daysLeft, term.standing) == (left, standing))
        #expect((term.warning != nil) == (standing == .ending || standing == .ended))
    }

    @Test("alert as early as a protocol says, and on the last day alone where it says 0")
    func alertDays() throws {
        #expect(try Self.term(on: "2019-10-01", alertDays: 91).standing == .ending)
        #expect(try Self.term(on: "2019-12-30", alertDays: 0).standing == .inForce)
        #expect(try Self.term(on: "2019-12-31", alertDays: 0).standing == .ending)
    }

    @Test("worry nobody where a protocol of the same partners follows at once")
    func successor() throws {
        for day in ["2019-12-01", "2020-01-01", "2030-01-01"] {
            let term = try Self.term(on: day, followedBy: ("2020-01-01", "2022-12-31"))
            #expect((term.successor, term.gapDays) == ("next", 0))
            #expect(term.warning == nil)
        }
    }

    @Test("tell the days between them on which none is in force, until the next one is")
    func gap() throws {
        for (day, isTold) in [("2019-12-01", true), ("2020-01-31", true), ("2020-02-01", false)] {
            let term = try Self.term(on: day, followedBy: ("2020-02-01", "2022-12-31"))
            #expect(term.gapDays == 31)
            #expect((term.warning != nil) == isTold, "\(day)")
        }
    }

    @Test("are not followed by a protocol of others, or by one that ends no later")
    func noSuccessor() throws {
        #expect(try Self.term(on: "2020-01-01", followedBy: ("2018-01-01", "2019-12-31")).successor == nil)
        var table = ExampleTable.standard
        table.protocols.append(table.protocols[0])
        table.protocols[1].partners = ["quebec"]
        table.protocols[1].until = try Self.day("2029-12-31")
        let terms = table.terms(on: try Self.day("2020-01-01"))
        #expect(terms[0].successor == nil)
    }

    @Test("do not change the version of a table: no decision depends on an alert")
    func version() {
        var table = ExampleTable.standard
        table.protocols[0].alertDays = 1
        #expect(table.version == ExampleTable.standard.version)
    }

    @Test("have an alert of at most ten years")
    func alertBounds() {
        for days in [-1, 3_651] {
            var table = ExampleTable.standard
            table.protocols[0].alertDays = days
            #expect(table.problems().map(\.path) == ["cooperation.protocols[0].alert_days"])
        }
    }
}
