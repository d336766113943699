import Dispatch
import Foundation
import Synchronization
import TestSupport

extension SeededGenerator {
    /// The seeds to run: `VAGUEMESTRE_SEED` alone where set; else from 1 to `VAGUEMESTRE_SCHEDULES`, or `count`.
    static func seeds(_ count: UInt64) -> [UInt64] {
        if let seedToReplay { return [seedToReplay] }
        let schedules = ProcessInfo.processInfo.environment["VAGUEMESTRE_SCHEDULES"].flatMap(UInt64.init)
        return Array(1...(schedules ?? count))
    }

    /// The seed of a test that draws from one only.
    static var seed: UInt64 { seeds(1)[0] }

    /// Tries seeds on all cores; the lowest of those with findings, if any: all below it were tried.
    ///
    /// On threads of its own: for minutes of arithmetic the tests that run beside it would miss the few that Swift's
    /// concurrency has.
    static func search(
        _ seeds: [UInt64], _ findings: @escaping @Sendable (UInt64) -> [String]
    ) async -> (seed: UInt64, findings: [String])? {
        let next = Atomic(0)
        let failures = Mutex<[(seed: UInt64, findings: [String])]>([])
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                DispatchQueue.concurrentPerform(iterations: ProcessInfo.processInfo.activeProcessorCount) { _ in
                    while failures.withLock(\.isEmpty) {
                        let place = next.add(1, ordering: .relaxed).oldValue
                        if place >= seeds.count { return }
                        let found = findings(seeds[place])
                        if !found.isEmpty { failures.withLock { $0.append((seeds[place], found)) } }
                    }
                }
                continuation.resume()
            }
        }
        return failures.withLock { failures in failures.min { $0.seed < $1.seed } }
    }
}
