/// A run of bytes inside a `RecordBatch`.
public struct ByteRange: Hashable, Sendable {
    let start32: UInt32
    let count32: UInt32

    /// Where the run starts, counted from the batch's first byte.
    public var start: Int { Int(start32) }
    /// How many bytes it has; 0 is an empty value, which is not a nil one.
    public var count: Int { Int(count32) }
    /// The run as a range of positions.
    public var range: Range<Int> { start..<start + count }

    init(start: Int, count: Int) {
        start32 = UInt32(start)
        count32 = UInt32(count)
    }
}
