/// How much of a record the reader is willing to take.
public struct EventLimits: Hashable, Sendable {
    /// The largest value, in bytes.
    public var maxBytes: Int
    /// How deep objects and arrays may lie, the outermost counting as one.
    public var maxDepth: Int

    /// Limits; by default 1 MiB and 64 levels. Precondition: both at least 1.
    public init(maxBytes: Int = 1_048_576, maxDepth: Int = 64) {
        precondition(maxBytes >= 1 && maxDepth >= 1, "limits below 1: \(maxBytes) bytes, \(maxDepth) levels")
        self.maxBytes = maxBytes
        self.maxDepth = maxDepth
    }
}
