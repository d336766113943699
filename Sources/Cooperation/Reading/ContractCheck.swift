import CSimdJSON

/// Judges one record by the event contract (`docs/events.md`), field by field.
///
/// It goes through every rule whether or not an earlier one failed: the log keeps what was wrong. The other parts stand
/// in `ContractCheck+Envelope`, `+Data`, `+Values` and `+Missing`.
struct ContractCheck {
    let names: ContractNames
    let root: JSONNode
    let headers: [RecordHeaderView]
    let log: FaultLog

    /// Reads and checks a whole event, which knows its root and its mode and nothing else yet.
    func check(_ event: inout CheckedEvent) {
        if event.envelope.isBinary {
            readBinary(&event.envelope)
        } else {
            readStructured(&event.envelope)
        }
        checkAttributes(&event)
        checkData(&event)
    }

    /// Notes that a node breaks the contract.
    func fault(_ node: JSONNode, _ message: @autoclosure () -> String) {
        log.add(.contract, at: .node(node.index), message)
    }

    /// The members of an object by the numbers that `index` gives their names; unknown ones are passed over. A known
    /// one given twice is a fault: readers would disagree about which counts.
    func members(of object: JSONNode, _ index: NameIndex) -> Slots {
        var slots = Slots()
        for child in object.children {
            guard let number = index.number(of: child.key) else { continue }
            if slots[number] != nil { fault(child, "given twice in the same object; expected once") }
            slots[number] = child.index
        }
        return slots
    }
}
