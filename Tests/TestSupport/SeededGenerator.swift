import Foundation

/// SplitMix64: the same seed, the same numbers, on every machine.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A generator that gives the numbers of this seed.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in `range`; cheaper than the standard library's, and as good here.
    public mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    /// A number from 0 and below `bound`.
    public mutating func below(_ bound: Int) -> Int { Int(number(0...Int64(bound - 1))) }

    /// One of some values. Precondition: there is one.
    public mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    /// True once in so many times.
    public mutating func oneIn(_ times: Int64) -> Bool { number(1...times) == 1 }

    /// The seed to replay: `VAGUEMESTRE_SEED`, where it is set.
    public static let seedToReplay = ProcessInfo.processInfo.environment["VAGUEMESTRE_SEED"].flatMap(UInt64.init)

    /// The seed to replay, else one of this moment: every run tries others, and each can be replayed.
    public static let freshSeed = seedToReplay ?? .random(in: 1...999_999)
}
