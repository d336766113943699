import Testing

@testable import DigestEngine

@Suite("Seeded simulation")
struct SimulationTests {
    @Test("every notice stands in exactly one digest of each subscription, whatever happens")
    func everyScheduleHolds() {
        for seed in SeededGenerator.seeds(120) {
            let findings = judge(seed: seed, sabotage: nil)
            if findings.isEmpty { continue }
            Issue.record("VAGUEMESTRE_SEED=\(seed): \(findings.prefix(5).joined(separator: "; "))")
            return
        }
    }

    @Test("a fault between the engine and the world does not go unnoticed", arguments: Sabotage.allCases)
    func sabotageIsNoticed(_ sabotage: Sabotage) {
        let noticed = (1...300).first { seed in !judge(seed: UInt64(seed), sabotage: sabotage).isEmpty }
        #expect(noticed != nil, "\(sabotage) went unnoticed in 300 schedules")
    }

    private func judge(seed: UInt64, sabotage: Sabotage?) -> [String] {
        var simulation = Simulation(seed: seed, sabotage: sabotage)
        simulation.run(steps: 120)
        return Judge(simulation).findings()
    }
}
