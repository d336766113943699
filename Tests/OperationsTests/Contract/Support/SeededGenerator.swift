import Foundation

/// SplitMix64: the same seed, the same choices, on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// `VAGUEMESTRE_SEED` where set, else a seed of this moment: every run tries others, and each can be replayed.
    static let seed: UInt64 =
        ProcessInfo.processInfo.environment["VAGUEMESTRE_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 1...999_999)

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}
