import Cooperation

/// When to try again: twice as long each time up to a longest wait, and spread.
///
/// Half of each wait is fixed and half is drawn ("equal jitter"): a wait drawn as a whole may be next to nothing, and
/// a server that has just said "later" is not asked again at once. What is drawn is a function of a name and the number
/// of the attempt, so that a restart does not draw again.
struct RetrySchedule: Hashable, Sendable {
    /// The wait after the first attempt, before half of it is drawn.
    var firstSeconds: Int
    /// The longest wait.
    var maxSeconds: Int

    /// How long to wait after the attempt of this number, from 1.
    func delayMilliseconds(after attempt: Int, of name: String) -> Int64 {
        let doublings = min(max(attempt - 1, 0), 30)
        let whole = min(Int64(maxSeconds), Int64(firstSeconds) << doublings) * 1_000
        let half = whole / 2
        return half + Int64(Self.draw(name, attempt) % UInt64(whole - half + 1))
    }

    /// FNV-1a over the name and the number, then mixed as SplitMix64 does it.
    private static func draw(_ name: String, _ attempt: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(name) \(attempt)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }
}
