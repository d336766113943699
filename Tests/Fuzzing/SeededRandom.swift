/// Random numbers that a seed and a number give again (SplitMix64): record 4,711 of a seed is the same on every
/// machine, whatever came before it.
public struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    /// The numbers for one record of a run.
    public init(seed: UInt64, record: Int) {
        state = seed &+ UInt64(truncatingIfNeeded: record) &* 0xD1B5_4A32_D192_ED03
        state = next()
    }

    /// 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `limit`. Precondition: at least 1.
    mutating func below(_ limit: Int) -> Int {
        Int(((next() >> 32) &* UInt64(limit)) >> 32)
    }

    /// True once in so many times.
    mutating func once(in times: Int) -> Bool { below(times) == 0 }

    /// One of several. Precondition: there is one.
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
