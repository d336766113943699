import Testing

@testable import Cooperation

@Suite("Urgency")
struct UrgencyTests {
    /// Whether the culture service is told urgently of an event at 2019-05-01T12:00:00Z that starts at `starts`.
    func isUrgent(
        _ starts: String?, action: Action = .cancelled, zone: String? = nil, time: String? = "2019-05-01T12:00:00Z",
        recordedAt: String = "2019-05-01T12:00:00Z"
    ) throws -> Bool {
        let event = RouterTests.event {
            $0.action = action
            $0.starts = starts.flatMap { Moment($0) }
            $0.time = time.flatMap { Instant($0) }
            $0.place = Place(timeZone: zone)
        }
        let router = Router(table: ExampleTable.standard)
        let decision = router.decide(event, recordedAt: try #require(Instant(recordedAt)))
        let trace = router.explain(event, recordedAt: try #require(Instant(recordedAt))).rules[0]
        let route = try #require(decision.routes.first { $0.audience == "culture" })
        #expect(route.urgentRule == (route.isUrgent ? "culture-service" : nil))
        #expect(trace.outcome == .matched(isUrgent: route.isUrgent))
        return route.isUrgent
    }

    @Test("a cancellation is urgent from a day after the start to 72 hours before it, both included")
    func bounds() throws {
        #expect(try isUrgent("2019-05-04T12:00:00Z"))
        #expect(try !isUrgent("2019-05-04T12:00:00.001Z"))
        #expect(try isUrgent("2019-04-30T12:00:00Z"))
        #expect(try !isUrgent("2019-04-30T11:59:59.999Z"))
        #expect(try isUrgent("2019-05-01T12:00:00Z"))
    }

    @Test("only the rule's actions are urgent, and only what has a start")
    func actions() throws {
        #expect(try !isUrgent("2019-05-02T12:00:00Z", action: .updated))
        #expect(try !isUrgent(nil))
    }

    @Test("a day counts from its start in the zone of the place, in UTC where that is not known")
    func days() throws {
        // 4 May starts at 22:00 UTC on the 3rd in Namur, at 04:00 UTC in Québec, and at 11:00 UTC on the 4th nowhere.
        #expect(try isUrgent("2019-05-04", zone: "Europe/Brussels", time: "2019-04-30T22:00:00Z"))
        #expect(try !isUrgent("2019-05-04", zone: "America/Toronto", time: "2019-04-30T22:00:00Z"))
        #expect(try !isUrgent("2019-05-04", zone: "America/Toronto", time: "2019-05-01T03:59:59Z"))
        #expect(try isUrgent("2019-05-04", zone: "America/Toronto", time: "2019-05-01T04:00:00Z"))
        #expect(try isUrgent("2019-05-04", zone: nil, time: "2019-05-01T00:00:00Z"))
        #expect(try !isUrgent("2019-05-04", zone: "Nowhere/Atlantis", time: "2019-04-30T23:59:59Z"))
        #expect(try isUrgent("2019-05-04", zone: "Pacific/Kiritimati", time: "2019-04-30T10:00:00Z"))
        #expect(try isUrgent("2019-05-04", zone: "Pacific/Pago_Pago", time: "2019-05-01T11:00:00Z"))
    }

    @Test("a day whose midnight falls into a clock gap starts after the gap")
    func gap() throws {
        // In São Paulo, 4 November 2018 began at 01:00, which is 03:00 UTC.
        #expect(try isUrgent("2018-11-04", zone: "America/Sao_Paulo", time: "2018-11-01T03:00:00Z"))
        #expect(try !isUrgent("2018-11-04", zone: "America/Sao_Paulo", time: "2018-11-01T02:59:59Z"))
    }

    @Test("the record's timestamp stands in for a time that is not given, and a time that is given wins")
    func recordTime() throws {
        #expect(try isUrgent("2019-05-04T12:00:00Z", time: nil))
        #expect(try !isUrgent("2019-05-04T12:00:00Z", time: nil, recordedAt: "2019-04-01T00:00:00Z"))
        #expect(try isUrgent("2019-05-04T12:00:00Z", recordedAt: "2019-04-01T00:00:00Z"))
    }

    @Test("no timestamp a record can carry makes the arithmetic overflow", arguments: [Int64.min, .max, 0, -1])
    func extremes(_ milliseconds: Int64) {
        var table = ExampleTable.standard
        table.rules[0].urgency?.withinHours = Int.max
        let event = RouterTests.event {
            $0.action = .cancelled
            $0.starts = Moment("9999-12-31")
        }
        let decision = Router(table: table).decide(event, recordedAt: Instant(milliseconds: milliseconds))
        #expect(decision.routes[0].audience == "culture")
    }

    @Test("only the audiences of the urgent rule are told urgently")
    func otherAudiences() throws {
        let event = RouterTests.event {
            $0.action = .cancelled
            $0.starts = .instant(RouterTests.now)
            $0.partners = ["namur"]
        }
        let routes = Router(table: ExampleTable.standard).decide(event, recordedAt: RouterTests.now).routes
        #expect(routes.map(\.isUrgent) == [true, false])
    }
}

@Suite("Protocols")
struct ProtocolTests {
    func inForce(
        _ starts: String?, partners: [String] = ["namur"], zone: String? = nil, recordedAt: Instant = RouterTests.now
    )
        -> String?
    {
        let event = RouterTests.event {
            $0.starts = starts.flatMap { Moment($0) }
            $0.partners = partners
            $0.place = Place(timeZone: zone)
        }
        return Router(table: ExampleTable.standard).decide(event, recordedAt: recordedAt).cooperationProtocol
    }

    @Test("a protocol is in force from its first day to its last, both included")
    func term() {
        let expected = "quebec-namur-2017-2019"
        #expect(inForce("2016-12-31") == nil)
        #expect(inForce("2017-01-01") == expected)
        #expect(inForce("2018-06-15T12:00:00Z") == expected)
        #expect(inForce("2019-12-31") == expected)
        #expect(inForce("2020-01-01") == nil)
        #expect(inForce(nil) == expected)
        #expect(inForce(nil, recordedAt: Instant(milliseconds: 0)) == nil)
    }

    @Test("an instant counts by the day it is in the zone of the place")
    func zones() {
        #expect(inForce("2020-01-01T03:00:00Z", zone: "America/Toronto") != nil)
        #expect(inForce("2020-01-01T03:00:00Z", zone: "Europe/Brussels") == nil)
        #expect(inForce("2016-12-31T23:30:00Z", zone: "Europe/Brussels") != nil)
        #expect(inForce("2016-12-31T23:30:00Z") == nil)
    }

    @Test("only what all the event's partners signed counts")
    func partners() {
        #expect(inForce("2018-01-01", partners: ["quebec", "namur"]) != nil)
        #expect(inForce("2018-01-01", partners: ["namur", "liege"]) == nil)
    }

    @Test("one that covers a domain of the event is preferred")
    func domains() {
        var table = ExampleTable.standard
        var other = table.protocols[0]
        other.id = "water-only"
        other.domains = ["municipal-management"]
        table.protocols.insert(other, at: 0)
        let router = Router(table: table)
        let culture = RouterTests.event { $0.partners = ["namur"] }
        let water = RouterTests.event {
            $0.partners = ["namur"]
            $0.domains = ["municipal-management"]
        }
        #expect(router.decide(culture, recordedAt: RouterTests.now).cooperationProtocol == "quebec-namur-2017-2019")
        #expect(router.decide(water, recordedAt: RouterTests.now).cooperationProtocol == "water-only")
    }
}
