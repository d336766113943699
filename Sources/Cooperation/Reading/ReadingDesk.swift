/// Where a reader lays the record that it reads: one place, used again for each, so that nothing is copied or allocated.
final class ReadingDesk {
    /// The record that was checked last. It is valid as long as the record's bytes are, and until the next one.
    private(set) var event: CheckedEvent
    /// Whether somebody is looking at the record.
    var isInUse = false

    /// A desk with an empty document on it.
    init(_ nothing: JSONNode) {
        event = CheckedEvent(isBinary: false, root: nothing)
    }

    /// Lays down a record.
    func lay(_ root: JSONNode, isBinary: Bool) {
        event = CheckedEvent(isBinary: isBinary, root: root)
    }

    /// Has the record judged.
    func check(by check: ContractCheck) {
        check.check(&event)
    }
}
