import Testing
import Worker

@testable import Operations

@Suite("A health report")
struct HealthReportTests {
    private func report(_ states: [StageName: StageProgress.State], expected: [StageName]) -> HealthReport {
        let board = ProgressBoard()
        for (stage, state) in states { board.update(stage) { $0.state = state } }
        return HealthReport(board.snapshot, expected: expected)
    }

    @Test("is ready when every stage of this process is at work")
    func ready() {
        #expect(report([.route: .running, .digest: .running], expected: [.route, .digest]).isReady)
    }

    @Test("is not ready while a stage has yet to start, and says which")
    func starting() {
        let report = report([.route: .running], expected: [.route, .digest])
        #expect(!report.isReady)
        #expect(report.stages.map(\.state) == ["running", "starting"])
    }

    @Test("says why a stage is paused")
    func paused() {
        let report = report([.route: .paused(reason: "a flood")], expected: [.route])
        #expect(!report.isReady)
        #expect(report.stages[0].reason == "a flood")
    }
}
