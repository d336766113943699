/// How much one `poll` may hand over.
public struct BatchLimits: Hashable, Sendable {
    /// The most records of one batch.
    public var maxRecords: Int
    /// Once a batch has this many bytes it is full; the record that filled it may go beyond.
    public var maxBytes: Int

    /// Limits of at least one record and one byte, and at most 1 GiB (positions in a batch are 32 bits wide).
    public init(maxRecords: Int = 10_000, maxBytes: Int = 8 << 20) {
        precondition(maxRecords > 0, "a batch holds at least one record")
        precondition((1...1 << 30).contains(maxBytes), "a batch holds between one byte and 1 GiB")
        self.maxRecords = maxRecords
        self.maxBytes = maxBytes
    }
}
