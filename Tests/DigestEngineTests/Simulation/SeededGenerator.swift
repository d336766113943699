import Foundation

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

    /// Tries seeds on all cores; those with findings, ascending. The first failure of a part ends that part.
    static func search(
        _ seeds: [UInt64], _ findings: @escaping @Sendable (UInt64) -> [String]
    ) async -> [(seed: UInt64, findings: [String])] {
        let parts = min(seeds.count, ProcessInfo.processInfo.activeProcessorCount)
        return await withTaskGroup(of: (seed: UInt64, findings: [String])?.self) { group in
            for part in 0..<parts {
                group.addTask {
                    for seed in stride(from: part, to: seeds.count, by: parts).lazy.map({ seeds[$0] }) {
                        let found = findings(seed)
                        if !found.isEmpty { return (seed, found) }
                    }
                    return nil
                }
            }
            return await group.reduce(into: []) { all, failure in if let failure { all.append(failure) } }
                .sorted { $0.seed < $1.seed }
        }
    }
}
