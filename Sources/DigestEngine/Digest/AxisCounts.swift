public import Cooperation

/// How many lines serve each axis of the city's vision, those included that did not fit. A line may serve several.
public struct AxisCounts: Hashable, Codable, Sendable {
    /// Lines of the axis `rayonner`.
    public var rayonner: Int
    /// Lines of the axis `apprendre`.
    public var apprendre: Int
    /// Lines of the axis `attirer`.
    public var attirer: Int
    /// Lines that name no axis.
    public var none: Int

    /// Counts by axis.
    public init(rayonner: Int = 0, apprendre: Int = 0, attirer: Int = 0, none: Int = 0) {
        self.rayonner = rayonner
        self.apprendre = apprendre
        self.attirer = attirer
        self.none = none
    }

    /// The lines of one axis.
    public subscript(axis: Axis) -> Int {
        get {
            switch axis {
            case .rayonner: rayonner
            case .apprendre: apprendre
            case .attirer: attirer
            }
        }
        set {
            switch axis {
            case .rayonner: rayonner = newValue
            case .apprendre: apprendre = newValue
            case .attirer: attirer = newValue
            }
        }
    }

    /// Counts a line.
    mutating func add(_ axes: [Axis]) {
        if axes.isEmpty { none += 1 }
        for axis in Set(axes) { self[axis] += 1 }
    }
}
