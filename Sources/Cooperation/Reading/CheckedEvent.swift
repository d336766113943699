/// A record that was checked: where its parts lie, and what the check already learnt about them.
///
/// Nothing here owns memory: it is valid as long as the parser's document and the headers are. The parts mean something
/// only where the check found no fault.
struct CheckedEvent {
    var envelope: Envelope
    var data = Slots()
    var kind: Kind?
    var action: Action?
    var time: Instant?
    var direction = Direction.mutual
    var priority = Priority.normal
    /// Bit `n` for the axis at position `n` of `Axis.allCases`.
    var axes: UInt8 = 0
    var starts: Moment?
    var ends: Moment?
    var respondBy: Moment?

    /// A record of which nothing is known yet but its root and its mode.
    @inline(__always)
    init(isBinary: Bool, root: JSONNode) {
        envelope = Envelope(isBinary: isBinary, root: root)
    }

    /// The node of a member of the data.
    @inline(__always)
    func member(_ field: DataField) -> JSONNode? {
        data[field].map(envelope.root.node(at:))
    }
}
