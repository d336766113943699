import Cooperation
import DigestEngine
import TestSupport
import Testing

@Suite("A flush among several windows")
struct FlushTests {
    private typealias Shell = EngineTests.Shell

    private func flush(_ offset: Int64, _ time: Instant) -> EngineInput {
        .command(
            partition: 0,
            DigestCommand(
                .flush, subscription: nil, audience: "culture", offset: offset, appendedAt: time, id: "c",
                by: "operator"
            ))
    }

    @Test("in the millisecond of notices that are digests of their own leaves each its slice")
    func oneByOne() {
        var shell = Shell([Make.subscription("d", cadence: .immediate(gapSeconds: 0), zone: "UTC")])
        let noon = at(2019, 3, 4, 12)
        let first = shell.read(0, noon)
        _ = shell.read(1, noon)
        _ = shell.read(2, noon)
        _ = shell.engine.handle(flush(3, noon))
        let digests = shell.commitAll(first)
        expectSame(digests.map(\.slice.to), [1, 2, 3])
        expectSame(digests.map(\.counts.notices), [1, 1, 1])
    }

    @Test("that bears an earlier time ends no window before the last: each tells its own notices")
    func late() {
        var policies = DigestPolicies()
        policies.catchUp = .each
        let daily = Make.subscription("d", cadence: .daily(at: [LocalTime("08:00")]), zone: "UTC", policies: policies)
        var shell = Shell([daily])
        _ = shell.read(0, at(2019, 3, 4, 12))
        _ = shell.read(1, at(2019, 3, 5, 12))
        let digests = shell.commitAll(shell.publications(shell.engine.handle(flush(2, at(2019, 3, 5, 7)))))
        expectSame(digests.map(\.slice.to), [1, 3])
        expectSame(digests.map(\.counts.notices), [1, 1])
    }
}
