import TestSupport
import Testing

@testable import Cooperation

@Suite("Names that look misspelt")
struct MisspellingTests {
    let router = Router(table: ExampleTable.standard)

    func misspellings(_ edit: (inout CooperationEvent) -> Void) -> [String] {
        router.decide(RouterTests.event(edit), recordedAt: RouterTests.now).unknown.compactMap { name in
            name.nearest.map { "\(name.field.rawValue) \(name.name) → \($0)" }
        }
    }

    @Test("are told with the nearest configured name of their own list")
    func nearest() {
        expectSame(
            misspellings {
                $0.domains = ["cultur", "economic_development", "smart-city"]
                $0.themes = ["cinéma", "CULTURE", "namur"]
                $0.partners = ["Namur", "québec", "liege"]
            },
            [
                "domain cultur → culture", "domain economic_development → economic-development",
                "theme cinéma → cinema", "theme CULTURE → culture", "partner Namur → namur",
                "partner québec → quebec",
            ])
    }

    @Test("are found by the text that readers see, too")
    func byText() {
        var table = ExampleTable.standard
        table.domains[0].name = LocalizedText(["fr": "La culture", "en": "Culture and arts"])
        let decision = Router(table: table).decide(
            RouterTests.event { $0.domains = ["la Culture", "culture & arts"] }, recordedAt: RouterTests.now)
        #expect(decision.unknown.map(\.nearest) == ["culture", "culture"])
    }

    @Test("are not guessed at where names are short, or far from all that there are")
    func notGuessed() {
        #expect(misspellings { $0.domains = ["cul", "x", "ville intelligente"] }.isEmpty)
    }

    @Test("are looked for among the first sixteen unknown names of an event only, and found again")
    func bounded() {
        let names = (0..<50).map { "cinema-\($0)" }
        for _ in 0..<2 {
            #expect(misspellings { $0.themes = names }.count <= SpellingDesk.namesAtMost)
            #expect(misspellings { $0.themes = ["cinem"] } == ["theme cinem → cinema"])
        }
        for number in 0..<3_000 { _ = misspellings { $0.themes = ["unheard-of-\(number)"] } }
        #expect(misspellings { $0.themes = ["cinem"] } == ["theme cinem → cinema"])
    }

    @Test("stand in a header of their own, which is bounded and read back")
    func header() throws {
        let misspelt = (0..<200).map {
            UnknownName(field: .theme, name: "a,b=\($0)%\n" + String(repeating: "é", count: 30), nearest: "x=y")
        }
        let route = Route(audience: "bureau", rules: ["triage"], urgentRule: nil)
        let decision = RoutingDecision(
            routes: [route], unknown: [UnknownName(field: .theme, name: "x")] + misspelt, cooperationProtocol: nil)
        let headers = NoticeWriter(routesVersion: router.version)
            .headers(of: route, in: decision, from: NoticeTests.position)
        #expect(headers.map(\.name) == ["vm-origin", "vm-rules", "vm-routes", "vm-unknown", "vm-nearest"])
        #expect(headers[4].value.map { $0.count <= NoticeWriter.maxNearestBytes } == true)
        let notice = try NoticeReader().read(
            key: Array("bureau".utf8), value: ExampleEvents.event.bytes, headers: headers, offset: 1,
            appendedAt: RouterTests.now
        ).get()
        #expect(notice.unknown[0].nearest == nil)
        let near = notice.unknown.dropFirst().prefix { $0.nearest != nil }
        #expect(near.count > 10)
        #expect(near.elementsEqual(misspelt.prefix(near.count)))
        // What did not fit is unknown all the same.
        #expect(notice.unknown.count > near.count + 1)
    }

    @Test(
        "in a header that is not so written are refused by its name",
        arguments: ["domain=x", "x=a=b", "theme=%z=b", ""])
    func wrongHeader(_ value: String) {
        let headers = [
            RecordHeader("vm-origin", "t/0@1"), RecordHeader("vm-rules", "triage"),
            RecordHeader("vm-routes", router.version), RecordHeader("vm-nearest", value),
        ]
        let read = NoticeReader().read(
            key: Array("bureau".utf8), value: ExampleEvents.event.bytes, headers: headers, offset: 1,
            appendedAt: RouterTests.now)
        guard case .failure(let rejection) = read else {
            Issue.record("\(value) was read")
            return
        }
        #expect(rejection.faults.map(\.pointer) == ["header:vm-nearest"])
    }
}
