/// A record's position as text, `topic/partition@offset`, in memory that is reused.
///
/// Records come in runs of one partition, and a record has a notice for each audience: what did not change since the
/// last position stays as it is written.
struct OriginText {
    /// The text in UTF-8.
    private(set) var bytes: [UInt8] = []
    private var position = RecordPosition(topic: "", partition: -1, offset: -1)
    /// How many bytes come before the offset.
    private var prefixCount = 0

    mutating func set(_ next: RecordPosition) {
        if next.partition != position.partition || next.topic != position.topic || prefixCount == 0 {
            bytes.removeAll(keepingCapacity: true)
            bytes.append(contentsOf: next.topic.utf8)
            bytes.append(UInt8(ascii: "/"))
            append(Int64(next.partition))
            bytes.append(UInt8(ascii: "@"))
            prefixCount = bytes.count
        } else if next.offset == position.offset {
            return
        }
        bytes.removeSubrange(prefixCount...)
        append(next.offset)
        position = next
    }

    /// Appends a number in decimal digits, without making a `String`.
    private mutating func append(_ number: Int64) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var digits = [20 of UInt8](repeating: 0)
        var first = digits.count
        var rest = number.magnitude
        repeat {
            first -= 1
            digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        for place in first..<digits.count { bytes.append(digits[place]) }
    }
}
