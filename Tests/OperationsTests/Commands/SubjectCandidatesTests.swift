import Cooperation
import DigestEngine
import Foundation
import Operations
import Testing
import Worker

@Suite("What a withdrawal means")
struct SubjectCandidatesTests {
    private static let yaml = """
        cooperation:
          triage: bureau
          partners: [{ id: namur, name: { fr: Namur }, time_zone: Europe/Brussels }]
          domains: [{ id: culture, name: { fr: La culture }, themes: [] }]
          audiences: [{ id: culture, name: { fr: Culture } }, { id: bureau, name: { fr: Bureau } }]
          rules: [{ id: culture-service, when: { domains: [culture] }, to: [culture] }]
        subscriptions:
          - id: weekly
            audience: culture
            title: { fr: La semaine }
            cadence: { weekly: { on: [monday], at: ["08:00"] } }
            time_zone: America/Toronto
            recipients: [{ address: culture@example.org, language: fr-CA }]
            filter: { actions: [confirmed] }
        """

    private let target: CommandTarget

    init() throws {
        let configuration = try ConfigurationLoader().load(yaml: Self.yaml, source: "small.yaml")
        target = try CommandTarget(subscription: "weekly", in: configuration)
    }

    /// Told up to 10, with a look-back to 5.
    private let cut = Cut(
        subscription: "weekly", audience: "culture", partition: 0, from: 10, boundary: Instant(milliseconds: 0),
        sequence: 1,
        history: [ToldSlice(digest: "d", sequence: 1, from: 5, to: 10, windowEnd: Instant(milliseconds: 0))])

    private func notice(
        _ offset: Int64, _ source: String, _ subject: String, action: String = "confirmed", audience: String = "culture"
    ) throws -> Notice {
        let event: [String: Any] = [
            "specversion": "1.0", "id": "\(offset)", "source": source, "type": "be.namur.event.\(action).v1",
            "subject": subject,
            "data": [
                "title": ["fr": "Titre \(offset)"], "domains": ["culture"], "partners": ["namur"],
                "direction": "mutual", "starts": "2026-12-04",
            ],
        ]
        let value = Array(try JSONSerialization.data(withJSONObject: event))
        let headers = [
            RecordHeader("content-type", "application/cloudevents+json"),
            RecordHeader("vm-origin", "partner.events/0@\(offset)"), RecordHeader("vm-rules", "culture-service"),
            RecordHeader("vm-routes", "0123456789ab"),
        ]
        return try NoticeReader().read(
            key: Array(audience.utf8), value: value, headers: headers, offset: offset,
            appendedAt: Instant(milliseconds: offset)
        ).get()
    }

    private func candidates(_ notices: [Notice]) -> SubjectCandidates {
        var candidates = SubjectCandidates(target: target, cuts: [cut])
        for notice in notices { candidates.add(notice) }
        return candidates
    }

    @Test("is looked for from the look-back on")
    func from() {
        #expect(SubjectCandidates(target: target, cuts: [cut]).from == 5)
        #expect(SubjectCandidates(target: target, cuts: []).from == nil)
    }

    @Test("is the one source that waits, with its last title, even where another was told")
    func onlyPending() throws {
        let found = try candidates([
            notice(6, "/other", "event/1"), notice(11, "/namur", "event/1"), notice(12, "/namur", "event/1"),
        ]).only(subject: "event/1", source: nil)
        #expect(found.source == "/namur")
        #expect(found.title == "Titre 12")
        #expect(found.pending == 2)
    }

    @Test("is the one source that was told, where nothing waits")
    func onlyTold() throws {
        let found = try candidates([notice(6, "/other", "event/1"), notice(11, "/namur", "event/2")])
            .only(subject: "event/1", source: nil)
        #expect(found.source == "/other")
        #expect(found.pending == 0)
    }

    @Test("is in doubt where two sources wait, until one is named")
    func doubt() throws {
        let two = try candidates([notice(11, "/namur", "event/1"), notice(12, "/other", "event/1")])
        let doubt = #expect(throws: SubjectDoubt.self) { try two.only(subject: "event/1", source: nil) }
        #expect(doubt?.candidates.map(\.source) == ["/namur", "/other"])
        #expect("\(try #require(doubt))".contains("--source /other"))
        #expect(try two.only(subject: "event/1", source: "/other").title == "Titre 12")
    }

    @Test("is nothing where the subscription was not told and will not be")
    func nothing() throws {
        let candidates = try candidates([
            notice(4, "/namur", "event/before"), notice(11, "/namur", "event/filtered", action: "proposed"),
            notice(12, "/namur", "event/elsewhere", audience: "bureau"), notice(13, "/namur", "event/1"),
        ])
        for subject in ["event/before", "event/filtered", "event/elsewhere"] {
            #expect(throws: SubjectDoubt.self) { try candidates.only(subject: subject, source: nil) }
        }
        let misspelt = #expect(throws: SubjectDoubt.self) { try candidates.only(subject: "evnt/1", source: nil) }
        #expect("\(try #require(misspelt))".contains("Did you mean `event/1`?"))
        let other = #expect(throws: SubjectDoubt.self) { try candidates.only(subject: "event/1", source: "/x") }
        #expect("\(try #require(other))".contains("The log knows it from /namur"))
    }
}
