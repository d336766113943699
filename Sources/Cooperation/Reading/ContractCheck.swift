import CSimdJSON

/// Judges one record by the event contract (`docs/events.md`), field by field.
///
/// It goes through every rule whether or not an earlier one failed: the log keeps what was wrong. The other parts stand
/// in `ContractCheck+Envelope`, `+Data` and `+Values`.
struct ContractCheck {
    let names: ContractNames
    let root: JSONNode
    let log: FaultLog

    /// Reads and checks a whole event, which knows its root and its mode and nothing else yet.
    func check(_ event: inout CheckedEvent, _ headers: [RecordHeaderView]) {
        if event.envelope.isBinary {
            readBinary(&event.envelope, headers)
        } else {
            readStructured(&event.envelope)
        }
        checkAttributes(&event)
        checkData(&event)
    }

    /// Notes that a node breaks the contract.
    func fault(_ node: JSONNode, _ message: @autoclosure () -> String) {
        log.add(.contract, { JSONPointer.pointer(to: node.index, from: root) }, message)
    }

    /// Notes that a node lacks a member.
    func missing(_ name: String, in node: JSONNode, _ expected: @autoclosure () -> String) {
        log.add(
            .contract, { JSONPointer.pointer(toMember: name, of: node.index, from: root) },
            { "missing; expected \(expected())" })
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
