import Dispatch
import Foundation
import Synchronization

/// SplitMix64: the same seed, the same numbers, on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in `range`; cheaper than the standard library's, and as good here.
    mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int(number(0...Int64(values.count - 1)))]
    }

    /// True once in so many times.
    mutating func oneIn(_ times: Int64) -> Bool { number(1...times) == 1 }

    /// The seeds to run: `VAGUEMESTRE_SEED` alone where set; else from 1 to `VAGUEMESTRE_SCHEDULES`, or `count`.
    static func seeds(_ count: UInt64) -> [UInt64] {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["VAGUEMESTRE_SEED"].flatMap(UInt64.init) { return [seed] }
        return Array(1...(environment["VAGUEMESTRE_SCHEDULES"].flatMap(UInt64.init) ?? count))
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
