/// Tells a flood of bad records from a few: above 20 % of the last 100 something upstream is broken, and emptying the
/// topic into the dead letters would only move the problem.
struct FloodGate: Hashable, Sendable {
    /// How many records it looks back over.
    static let windowRecords = 100
    /// How many bad ones among them are a flood.
    static let limit = 20

    private var window: [Bool] = []
    private var next = 0
    private(set) var badInWindow = 0

    /// Whether the records seen last are a flood. False until the window is full.
    var isFlooded: Bool { window.count == Self.windowRecords && badInWindow > Self.limit }

    mutating func note(isBad: Bool) {
        if window.count < Self.windowRecords {
            window.append(isBad)
        } else {
            if window[next] { badInWindow -= 1 }
            window[next] = isBad
            next = (next + 1) % Self.windowRecords
        }
        if isBad { badInWindow += 1 }
    }

    /// Begins anew, as after a pause.
    mutating func reset() { self = FloodGate() }
}
