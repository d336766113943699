import Cooperation
import Testing

@testable import Operations

@Suite("The desk of the ledger")
struct LedgerDeskTests {
    private let now = Instant(milliseconds: 0)
    private let position = EventPosition(kind: .event, partition: 2, offset: 5)

    private func event(_ id: String, value: String = "{}") -> CheckedDraft {
        CheckedDraft(
            draft: EventDraft(element: nil, value: Array(value.utf8), headers: []), kind: .event,
            source: "/s", id: id, subject: "x")
    }

    @Test("has many wait for the one that writes, and all learn where it stands", arguments: [true, false])
    func waiting(_ isWritten: Bool) async throws {
        let desk = LedgerDesk(windowSeconds: 60, maxSettled: 10)
        let event = event("a")
        let first = try desk.claim([event], at: now).get()
        #expect(first[0].isWrite)
        let outcome = isWritten ? position : nil
        try await withThrowingTaskGroup(of: EventPosition?.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    let ticket = try desk.claim([event], at: now).get()[0]
                    // Whoever comes before the outcome waits; after it, only a written one is known.
                    if ticket.isWrite { desk.finish(event, outcome, at: now) }
                    return await ticket.position
                }
            }
            desk.finish(event, outcome, at: now)
            for try await found in group { #expect(found == outcome) }
        }
        #expect(await first[0].position == outcome)
    }

    @Test("names each event of a batch that is in conflict")
    func conflict() throws {
        let desk = LedgerDesk(windowSeconds: 60, maxSettled: 10)
        _ = try desk.claim([event("a")], at: now).get()
        var second = event("a", value: "{ }x")
        second.draft.element = 3
        let problem = try #require(throws: Problem.self) { try desk.claim([event("b"), second], at: now).get() }
        #expect(problem.code == .idConflict)
        #expect(problem.faults.map(\.pointer) == ["/3/id"])
        #expect(try desk.claim([event("b")], at: now).get()[0].isWrite)
    }

    @Test("takes an event for the same with other white space around it, and with its headers in another order")
    func sameEvent() {
        var (one, other) = (event("a", value: "{}"), event("a", value: " \n{}\r\n"))
        let headers = [RecordHeader("ce_id", "a"), RecordHeader("ce_x", "y")]
        (one.draft.headers, other.draft.headers) = (headers, headers.reversed())
        #expect(one.fingerprint == other.fingerprint)
        other.draft.headers[0] = RecordHeader("ce_x", "z")
        #expect(one.fingerprint != other.fingerprint)
        #expect(event("a", value: "{}").fingerprint != event("a", value: "{ }").fingerprint)
    }
}
